SELECT format('%s is %s ± %s%s.', :'label', value, margin,
         CASE verdict
           WHEN 'fell' THEN format('. It fell by %s (%s to %s)', abs(change), abs(change_upper), abs(change_lower))
           WHEN 'rose' THEN format('. It rose by %s (%s to %s)', change, change_lower, change_upper)
           WHEN 'no clear change' THEN '; no clear change'
           ELSE ''
         END) AS title
FROM picture
ORDER BY period = :'now' DESC
LIMIT 1
