-- invented.sql
--	  Comments and customers for the dashboard of the airport, whose data have
--	  neither.  Nobody wrote these comments, and none of these customers is real.
--
-- The numbers come of hashes, so that they are the same each time.

CREATE FUNCTION pg_temp.draw(id integer, what text, n integer) RETURNS integer
RETURN 1 + ('x' || left(md5(id || what), 7))::bit(28)::integer % n;

-- 1,800 answers, of which about half have a comment: waiting and toilets come
-- from detractors, staff from promoters, food and way from all alike.
CREATE TABLE invented_comment AS
SELECT id, score,
	CASE WHEN pg_temp.draw(id, 'comments', 100) <= CASE WHEN score >= 9 THEN 40 WHEN score >= 7 THEN 35 ELSE 75 END THEN
		concat_ws('. ', phrases[pg_temp.draw(id, 'one', 10)],
			CASE WHEN pg_temp.draw(id, 'both', 3) = 1 THEN phrases[pg_temp.draw(id, 'two', 10)] END)
	END AS comment
FROM (
	SELECT id, (ARRAY[10, 10, 10, 10, 10, 10, 9, 9, 9, 9, 8, 8, 8, 8, 7, 7, 6, 5, 5, 3, 0])[pg_temp.draw(id, 'score', 21)] AS score
	FROM generate_series(1, 1800) AS id
) AS answer, LATERAL (
	SELECT (CASE
		WHEN pg_temp.draw(id, 'anything', 3) = 1 THEN
			'{Food is too dear,Great food,A long walk to the gate,Easy to find the gate,The wifi is fast,
			  No wifi at the gate,The staff were friendly,The toilets were clean,The queue was short,Fine}'
		WHEN score >= 9 THEN
			'{The staff were friendly,Helpful staff,Friendly and helpful,Staff who smile,Clean and bright,
			  Great food,Easy to find the gate,The wifi is fast,No queue at security,Quick}'
		WHEN score >= 7 THEN
			'{Food is too dear,A long walk to the gate,The queue was all right,Fine,The wifi is slow,
			  The staff were friendly,The toilets were clean,I waited a while,Great food,Quite good}'
		ELSE
			'{The queue was endless,An hour in the queue,We waited for an hour,The toilets were dirty,Dirty toilets,
			  No seats at the gate,The wifi did not work,Food is too dear,A long walk to the gate,Rude staff}'
		END::text[]) AS phrases
) AS said;

-- 900 customers of two plans, as they are known on 30 June 2025.
CREATE TABLE invented_customer AS
SELECT id, plan, joined::date, CASE WHEN departed <= '2025-06-30' THEN departed END AS departed
FROM (
	SELECT id, plan, joined, joined::date + 5 + floor(-ln(pg_temp.draw(id, 'life', 100000) / 100001.0)
		* CASE plan WHEN 'Yearly plan' THEN 900 ELSE 480 END)::integer AS departed
	FROM (
		SELECT id, CASE WHEN id % 3 = 0 THEN 'Yearly plan' ELSE 'Monthly plan' END AS plan,
			date '2023-07-01' + id / 38 * interval '1 month' + id % 28 * interval '1 day' AS joined
		FROM generate_series(1, 900) AS id
	) AS started
) AS lived;
