-- The type cx_tally: its text form.
\pset format unaligned
\pset fieldsep ' -> '

-- Canonical text comes out as it went in.
SELECT input, input::cx_tally::text = input AS same FROM (VALUES
	('[0,10]{0,0,1,0,0,2,1,8,12,20,41}'),
	('[1,5]{1.5,0,0,2,3.5}{1.25,0,0,2,6.25}5'),
	('[0,10]{}'),
	('[-3,3]{1,2,3,4,3,2,1}'),
	('[-1000,-999]{7,0}'),
	('[999,1000]{0,7}'),
	('[-1,0]{9007199254740992,1}')) v(input);

-- The longest scales, at both bounds.
SELECT low, text = text::cx_tally::text AS same, length(text)
FROM (VALUES (-1000), (-50), (900)) v(low),
	LATERAL (SELECT format('[%s,%s]{%s}', low, low + 100, string_agg(i::text, ','))
			 FROM generate_series(0, 100) i) t(text);

-- Other spellings of the same content.
SELECT input, read_tally(input) FROM (VALUES
	(E' [ 0 , 3 ] { 1 ,\t2\n, 3 , 4 } '),
	('[+0,+3]{+1,02,3,4}'),
	('[-0,3]{-0,0,0,4}'),
	('[0,3]{0,0,0,0}'),
	('[0,3] { }'),
	(' [1,2] { 1.50 , 0 } { 1.25e0 , 0.0 } 2 '),
	('[1,2]{-0,1}{-0.0,1}1'),
	('[1,2]{0x1p1,0}{4,0}1'),
	-- A tally without responses has one form, the unweighted.
	('[1,2]{0,0}{0,0}0'),
	('[1,2]{-0,0}{0,-0}0'),
	-- Responses of weight 0 are responses.
	('[1,2]{0,0}{0,0}3'),
	-- A tally whose weights are all 1 stays weighted.
	('[1,2]{2,1}{2,1}3')) v(input);

-- Numbers are printed in their shortest exact form whatever the setting.
SET extra_float_digits = -15;
SELECT '[1,3]{0.1,0.30000000000000004,123456789.12345679}{0.01,0.09,1e-05}3'::cx_tally;
SET extra_float_digits = 0;
SELECT '[1,3]{0.1,0.30000000000000004,123456789.12345679}{0.01,0.09,1e-05}3'::cx_tally;
SET extra_float_digits = 3;
SELECT '[1,3]{0.1,0.30000000000000004,123456789.12345679}{0.01,0.09,1e-05}3'::cx_tally;
RESET extra_float_digits;
SELECT read_tally('[1,3]{1e+100,1e-100,1.7976931348623157e+308}{1e+200,1e-200,1.7976931348623157e+308}3');

-- Malformed text.
SELECT input, read_tally(input) FROM (VALUES
	(''), (' '), ('{}'), ('0,3]{1,2,3,4}'), ('[0;3]{}'), ('[0,3{}'), ('[0,3){}'),
	('[,3]{}'), ('[0,]{}'), ('[a,b]{}'), ('[0.5,3]{}'), ('[0,1e1]{}'), ('[0,3.0]{}'),
	('[0,3]'), ('[0,3]('), ('[0,3]{'), ('[0,3]{1,2,3'), ('[0,3]{1,2,3}'), ('[0,3]{1,2,3,4'),
	('[0,3]{1,2,3,4,5}'), ('[0,3]{1,,3,4}'), ('[0,3]{,}'), ('[0,3]{1;2;3;4}'), ('[0,3]{1,2,3,x}'),
	('[0,3]{1.5,2,3,4}'), ('[0,3]{1e0,2,3,4}'), ('[0,3]{NaN,2,3,4}'), ('[0,3]{1,2,3,4}x'),
	('[0,3]{1,2,3,4}4'), ('[0,3]{}0'), ('[0,3]{}{}0'), ('[0,3][0,3]{}'),
	('[0,1]{1,2}{'), ('[0,1]{1,2}{1'), ('[0,1]{1,2}{1,2'), ('[0,1]{1,2}{1,2}'), ('[0,1]{1,2}{1,2}x'),
	('[0,1]{1,2}{}3'), ('[0,1]{}{1,2}3'), ('[0,1]{1,2}{1,2,3}3'), ('[0,1]{1,2,3}{1,2}3'),
	('[0,1]{1,2}{1,2}3.5'), ('[0,1]{1,2}{1,2}3 4'), ('[0,1]{1,2}{1,2}3{}'), ('[0,1]{1,x}{1,2}3'),
	('[0,1]{1,2}}'), ('NULL')) v(input);

-- Scales out of bounds.
SELECT input, read_tally(input) FROM (VALUES
	('[0,0]{}'), ('[10,0]{}'), ('[-1001,-990]{}'), ('[990,1001]{}'), ('[0,101]{}'),
	('[-1000,1000]{}'), ('[-9223372036854775808,9223372036854775807]{}'),
	('[0,9223372036854775808]{}'), ('[-9223372036854775809,0]{}')) v(input);

-- Counts are whole, not negative and at most 2^53.
SELECT input, read_tally(input) FROM (VALUES
	('[0,1]{-1,0}'), ('[0,1]{9007199254740992,9007199254740992}'), ('[0,1]{0,9007199254740993}'),
	('[0,1]{9223372036854775807,9223372036854775807}'), ('[0,1]{9223372036854775808,0}'),
	('[0,1]{1,1}{1,1}-2'), ('[0,1]{1,1}{1,1}9007199254740992'), ('[0,1]{1,1}{1,1}9007199254740993'),
	-- There are at least as many responses as points with weights.
	('[0,1]{1,1}{1,1}0'), ('[0,1]{1,1}{1,1}1'), ('[0,1]{1,0}{1,0}1')) v(input);

-- Weights are finite and not negative.
SELECT input, read_tally(input) FROM (VALUES
	('[0,1]{-1,0}{1,0}1'), ('[0,1]{NaN,0}{1,0}1'), ('[0,1]{Infinity,0}{1,0}1'),
	('[0,1]{0,-Infinity}{0,1}1')) v(input);
SELECT outcome_code($$SELECT '[0,1]{1e400,0}{1,0}1'::cx_tally$$);

-- Squared weights lie between 0 and the square of the sum, and are 0 exactly
-- where the sum is.
SELECT input, read_tally(input) FROM (VALUES
	('[0,1]{2,0}{4,0}1'), ('[0,1]{2,0}{4.000000003,0}1'), ('[0,1]{2,0}{5,0}1'),
	('[0,1]{2,0}{1e-300,0}1'), ('[0,1]{2,0}{0,0}1'), ('[0,1]{0,2}{1,4}2'),
	('[0,1]{2,0}{-1,0}1'), ('[0,1]{2,0}{NaN,0}1'), ('[0,1]{2,0}{Infinity,0}1'),
	('[0,1]{1e200,0}{Infinity,0}1'), ('[0,1]{1e200,0}{1e308,0}1')) v(input);
SELECT outcome_code($$SELECT '[0,1]{2,0}{4.000000005,0}1'::cx_tally$$);

-- Text loses nothing.
SELECT count(*) AS tallies, count(*) FILTER (WHERE text::cx_tally::text <> text) AS changed
FROM (
	SELECT format('[1,2]{%s,%s}{%s,%s}%s', w, w / 3, w * w / 7, w * w / 9, 2)
	FROM (SELECT 1.1::float8 ^ i FROM generate_series(-400, 400) i) w(w)) t(text);

-- A scale whose length would wrap around to a small one.
SELECT read_tally('[9223372036854775807,-9223372036854775808]{1,2}');
