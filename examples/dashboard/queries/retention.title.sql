-- At the last month, up to a year, to which all groups were seen.  Of two groups
-- the difference has an interval, made of theirs (MOVER).

SELECT format('After %s months %s %s still there%s.', min(period),
         string_agg(format('%s %% of %s', round(retention), name), ' and ' ORDER BY retention DESC),
         CASE count(*) WHEN 1 THEN 'is' ELSE 'are' END,
         CASE WHEN count(*) = 2 AND max(retention) - min(retention) <= sqrt(
                (max(retention) - (array_agg(retention_lower ORDER BY retention DESC))[1]) ^ 2
                + ((array_agg(retention_upper ORDER BY retention))[1] - min(retention)) ^ 2)
              THEN ': no clear difference' ELSE '' END) AS title
FROM picture
WHERE period = (SELECT least(min(last), 12) FROM (SELECT max(period) AS last FROM picture GROUP BY name) AS lasts)
