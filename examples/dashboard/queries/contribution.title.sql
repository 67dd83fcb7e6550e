SELECT regexp_replace(CASE WHEN count(*) = 0 THEN 'There are no answers of the period before.'
         WHEN bool_or(verdict IN ('rose', 'fell'))
         THEN format('%s changed by %s: %s, the others %s (no clear change), mix of answers %s.', :'label', to_char(sum(contribution), :'effect_format'),
                string_agg(concat_ws(' ', name, to_char(score_effect, :'effect_format')), ', ' ORDER BY abs(score_effect) DESC)
                  FILTER (WHERE verdict IN ('rose', 'fell')),
                to_char(coalesce(sum(score_effect) FILTER (WHERE coalesce(verdict, '') NOT IN ('rose', 'fell')), 0), :'effect_format'),
                to_char(sum(mix_effect), :'effect_format'))
         ELSE format('No clear change of any score: all together %s, mix of answers %s.',
                to_char(sum(score_effect), :'effect_format'), to_char(sum(mix_effect), :'effect_format'))
       END, '-(0\.0+)(?!\d)', '+\1', 'g') AS title
FROM picture
