SELECT coalesce(min(who || CASE many WHEN 1 THEN ' needs' ELSE ' need' END), 'Nobody needs') || ' attention.' AS title
FROM said
