SELECT CASE WHEN count(signal) = 0 THEN format('No %s stands out: no clear change.', :'step')
            ELSE format('%s of %s %ss stand out: %s.', count(signal), count(*), :'step', concat_ws(', ',
              nullif(count(*) FILTER (WHERE signal = 'above limit'), 0) || ' above the limits',
              nullif(count(*) FILTER (WHERE signal = 'below limit'), 0) || ' below the limits',
              nullif(count(*) FILTER (WHERE signal = 'run above'), 0) || ' in a run above the centre',
              nullif(count(*) FILTER (WHERE signal = 'run below'), 0) || ' in a run below the centre'))
       END AS title
FROM picture
WHERE is_current OR baseline = 0
