# EveryFunction.pm
#	  A call of each function that the extension has.
#
# The keys of the hashes are what regprocedure prints, the values are calls in
# SQL.

package EveryFunction;

use strict;
use warnings FATAL => 'all';

use CxTest;
use Exporter qw(import);
use Test::More;

our @EXPORT = qw(%AGGREGATES %WINDOWS %FUNCTIONS window_column window_call make_longest has_all_cases);

# Of each row of a table large with the columns i, score (0 to 6), tally and p,
# beside longest.
our %AGGREGATES;
for my $name (map { ($_, "${_}_interval", "${_}_margin") } qw(nps csat ces))
{
	$AGGREGATES{"$name($_)"} = "$name(large.score::$_ % 5 + 1)" for qw(smallint integer);
	$AGGREGATES{"$name($_)"} = "$name((large.score % 5 + 1)::$_)" for 'numeric', 'double precision';
	$AGGREGATES{"$name(double precision,double precision)"} = "$name(large.score % 5 + 1, p + 1)";
	$AGGREGATES{"$name(cx_tally)"} = "$name(longest." . $name =~ s/_.*//r . ')';
	next if $name !~ /csat/;
	$AGGREGATES{"$name(boolean)"} = "$name(large.score > 3)";
	$AGGREGATES{"$name(boolean,double precision)"} = "$name(large.score > 3, p + 1)";
}
$AGGREGATES{"cx_tally($_,integer,integer)"} = "cx_tally(large.score::$_, 0, 100)" for qw(smallint integer numeric), 'double precision';
$AGGREGATES{'cx_tally(double precision,integer,integer,double precision)'} = 'cx_tally(large.score::float8, 0, 100, p + 1)';
$AGGREGATES{'cx_tally_from_counts(integer,bigint,integer,integer)'} = 'cx_tally_from_counts(large.score::integer, i::bigint, 0, 100)';
$AGGREGATES{'cx_tally_from_counts(integer,double precision,integer,integer)'} = 'cx_tally_from_counts(large.score::integer, i::float8, 0, 100)';
$AGGREGATES{'cx_tally(boolean)'} = 'cx_tally(large.score > 3)';
$AGGREGATES{'cx_tally(boolean,double precision)'} = 'cx_tally(large.score > 3, p + 1)';
$AGGREGATES{"$_(cx_tally)"} = "$_(tally)" for qw(cx_merge sum);
$AGGREGATES{'cx_moments(double precision,double precision[])'} = 'cx_moments(large.score, ARRAY[i, NULL, p])';
$AGGREGATES{'cx_moments(double precision,double precision[],double precision)'} = 'cx_moments(large.score, ARRAY[i, NULL, p], p + 1)';
$AGGREGATES{'cx_moments_merge(cx_moments)'} = 'cx_moments_merge(longest.moments)';

# Of such a table; @ stands for the argument that window_column tells.
our %WINDOWS = (
	'cx_adjusted_p(double precision)' => 'cx_adjusted_p(@)',
	(map { ("$_(cx_tally,cx_metric)" => "$_(\@, 'mean')") } qw(cx_shrunk_value cx_credibility cx_rank)),
	(map { ("$_(cx_tally,cx_tally,cx_metric)" => "$_(\@, tally, 'mean')") } qw(cx_shrunk_change cx_change_credibility cx_most_improved)),
	'cx_rank_interval(cx_tally,cx_metric,double precision,text)' => q{cx_rank_interval(@, 'mean')},
	'cx_top_probability(cx_tally,cx_metric,integer)' => q{cx_top_probability(@, 'mean', 10)},
	(map { ("$_(cx_tally,cx_metric,text,integer)" => "$_(\@, 'mean')") } qw(cx_control_limits cx_signal)),
	'cx_control_chart(cx_tally,cx_metric,text,integer,integer)' => q{cx_control_chart(@, 'mean')},
	'cx_leaderboard(cx_tally,cx_metric,double precision,integer)' => q{cx_leaderboard(@, 'mean')},
	(map { ("$_(cx_tally,cx_tally,cx_metric,double precision,integer)" => "$_(\@, tally, 'mean')") } qw(cx_progress cx_contribution)),
	'cx_target(cx_tally,cx_metric,double precision,double precision,integer)' => q{cx_target(@, 'mean', 2)},
	'cx_suppressed(cx_tally,integer,boolean)' => 'cx_suppressed(@)');

# Of the table longest.  An argument of the type internal cannot be given in SQL.
our %FUNCTIONS = (
	(map { ("cx_tally_$_(cx_tally,cx_tally)" => "cx_tally_$_(t, u)") } qw(eq ne lt le gt ge cmp merge)),
	(map { ("cx_metric_$_(cx_metric,cx_metric)" => "cx_metric_$_(m, m)") } qw(eq ne lt le gt ge cmp)),
	(map { ("cx_tally_$_(cx_tally)" => "cx_tally_$_(t)") } qw(out send hash to_json to_jsonb packed unless_empty)),
	(map { ("cx_metric_$_(cx_metric)" => "cx_metric_$_(m)") } qw(out send hash)),
	(map { my $name = $_; map { ("cx_tally_$name$_(cx_tally)" => "cx_tally_$name$_($name)") } '', qw(_interval _margin) } qw(nps csat ces)),
	(map { ("$_(cx_tally)" => "$_(t)") } qw(cx_responses cx_weight cx_effective_responses cx_scale cx_counts cx_reverse)),
	(map { my $name = $_; map { ("cx_tally_$name(cx_tally,$_)" => "cx_tally_$name(plain, 50::$_)") } qw(smallint integer numeric),
		'double precision' } qw(add remove)),
	(map { my $name = $_; map { ("cx_tally_$name(cx_tally,$_,integer,integer)" => "cx_tally_$name(plain, 50::$_, 0, 100)") }
			qw(smallint integer numeric), 'double precision' } qw(add remove)),
	(map { ("cx_tally_$_(cx_tally,boolean)" => "cx_tally_$_(plain, true)",
		"cx_tally_${_}_counts(cx_tally,integer,bigint,integer,integer)" => "cx_tally_${_}_counts(plain, 50, 7::bigint, 0, 100)") } qw(add remove)),
	(map { ("cx_tally_${_}_counts(cx_tally,integer,double precision,integer,integer)" => "cx_tally_${_}_counts(plain, 50, 7::float8, 0, 100)") } qw(add remove)),
	(map { ("$_(cx_tally,cx_metric)" => "$_(t, m)") } qw(cx_value cx_stderr)),
	(map { ("$_(cx_tally,integer,integer)" => "$_(t, 1, 99)") } qw(cx_count cx_share)),
	(map { ("$_(cx_tally,cx_metric,double precision,text,double precision)" => "$_(t, m, 0.999999, 'score', 1e15)") } qw(cx_interval cx_margin)),
	'cx_tally_in(cstring)' => 'cx_tally_in(t::text::cstring)',
	'cx_tally_recv(internal)' => undef,
	(map { ("cx_moving_$_(internal)" => undef) } qw(packed unless_empty), map { ($_, "${_}_interval", "${_}_margin") } qw(nps csat ces)),
	(map { my $name = $_; map { ("cx_moving_${name}_$_(internal,double precision,double precision)" => undef) } qw(nps csat ces) } qw(add remove)),
	(map { my $name = $_; map { ("cx_moving_$name(internal,$_)" => undef) } 'cx_tally', 'boolean,double precision',
		'double precision,integer,integer,double precision' } qw(add remove)),
	'cx_tally_hash_extended(cx_tally,bigint)' => 'cx_tally_hash_extended(t, 1)',
	'cx_tally_subtraction(cx_tally,cx_tally)' => 'cx_tally_subtraction(plain, plain)',
	'cx_metric_in(cstring)' => 'cx_metric_in(m::text::cstring)',
	'cx_metric_recv(internal)' => undef,
	'cx_metric_hash_extended(cx_metric,bigint)' => 'cx_metric_hash_extended(m, 1)',
	'cx_range(double precision,double precision)' => 'cx_range(1, 2)',
	'cx_range(double precision,double precision,text)' => q{cx_range(1, 2, '[]')},
	'cx_multirange()' => 'cx_multirange()',
	'cx_multirange(cx_range)' => 'cx_multirange(cx_scale(t))',
	'cx_multirange(cx_range[])' => 'cx_multirange(cx_scale(t), cx_range(200, 300))',
	'cx_tally_add(cx_tally,double precision,double precision)' => 'cx_tally_add(t, 50, 3)',
	'cx_tally_add(cx_tally,double precision,integer,integer,double precision)' => 'cx_tally_add(t, 50, 0, 100, 3)',
	'cx_tally_add(cx_tally,boolean,double precision)' => 'cx_tally_add(t, true, 3)',
	'cx_tally_times_weight(cx_tally,double precision)' => 't * 3::float8',
	'cx_weight_times_tally(double precision,cx_tally)' => '3::float8 * t',
	'cx_distribution(cx_tally)' => '(SELECT max(share) FROM cx_distribution(t))',
	'cx_retention(cx_tally,cx_tally,double precision)' => '(SELECT max(retention_upper) FROM cx_retention(plain, plain, 0.999999))',
	'cx_score(text,text[])' => q{cx_score('50 - ' || repeat('x', 10000), 'n/a', repeat('y', 10000))},
	'cx_score(jsonb,text[])' => q{cx_score(to_jsonb('50 - ' || repeat('x', 10000)), 'n/a', repeat('y', 10000))},
	'cx_tally_from_counts(integer,double precision[])' => 'cx_tally_from_counts(0, counts)',
	'cx_target_p(cx_tally,cx_metric,double precision,text)' => 'cx_target_p(t, m, cx_value(u, m))',
	'cx_change_interval(cx_tally,cx_tally,cx_metric,double precision)' => 'cx_change_interval(t, u, m, 0.999999)',
	'cx_change_p(cx_tally,cx_tally,cx_metric,text)' => 'cx_change_p(t, u, m)',
	'cx_contrast_interval(cx_tally[],double precision[],cx_metric,double precision)' =>
		q{cx_contrast_interval(ARRAY[t, u, t, u], '{1,-1,0.3,1e-100}', m, 0.999999)},
	'cx_contrast_p(cx_tally[],double precision[],cx_metric,text)' => q{cx_contrast_p(ARRAY[t, u, t, u], '{1,-1,0.3,1e-100}', m)},
	'cx_scorecard(cx_tally,cx_metric,double precision,integer)' => 'cx_scorecard(t, m, 0.999999, 300)',
	'cx_impact(cx_tally,cx_tally,cx_metric)' => 'cx_impact(plain, plain + plain, m)',
	'cx_sparkline(double precision[],double precision,double precision)' => 'cx_sparkline(counts)',
	(map { ("cx_moments_$_(cx_moments)" => "cx_moments_$_(moments)") } qw(out send responses)),
	(map { ("$_(cx_moments)" => "$_(moments)") } qw(cx_r2 cx_correlations)),
	'cx_moments_in(cstring)' => 'cx_moments_in(moments::text::cstring)',
	'cx_moments_recv(internal)' => undef,
	'cx_moments_add(cx_moments,double precision,double precision[])' => 'cx_moments_add(moments, 1, counts[1:32])',
	'cx_moments_add(cx_moments,double precision,double precision[],double precision)' => 'cx_moments_add(moments, 1, counts[1:32], 3)',
	'cx_moments_combine(cx_moments,cx_moments)' => 'cx_moments_combine(moments, moments)',
	'cx_drivers(cx_moments[],text[],text,double precision)' => '(SELECT max(share) FROM cx_drivers(ARRAY[moments]))',
	'cx_heaping(cx_tally,cx_tally,integer,integer)' => 'cx_heaping(t, u, 50, 100)',
	'cx_log_odds(double precision,double precision,double precision,double precision,double precision)' => 'cx_log_odds(30, 200, 20, 500)',
	'cx_worth(double precision,integer,integer,cx_metric)' => 'cx_worth(50, 0, 100, m)',
	'cx_required_responses(cx_tally,cx_metric,double precision,double precision,double precision)' => 'cx_required_responses(t, m, 1e12, 0.999999)',
	'cx_cadence(cx_tally,cx_metric,interval,double precision,double precision)' => q{cx_cadence(t, m, '1 day', 1e15, 0.999999)});

sub window_column
{
	my ($function) = @_;

	return $function =~ /adjusted_p/ ? 'p' : 'tally';
}

# A call of a window function over a table that has a column i.  A control chart
# wants an order.
# argument: in the place that window_column tells; partition: more of the window
sub window_call
{
	my ($function, $argument, $partition) = @_;
	my $call = $WINDOWS{$function} =~ s/\@/$argument \/\/ window_column($function)/er;
	my $order = $function =~ /control|signal/ ? 'ORDER BY i' : '';

	return "$call OVER (" . join(' ', grep { $_ } $partition, $order) . ')';
}

# A table of one row: the longest arguments there are, and small tallies.  Of the
# 32 drivers some were not answered by all.
sub make_longest
{
	my ($node) = @_;

	$node->safe_psql('postgres', <<'EOT');
CREATE TABLE longest AS
	SELECT cx_tally_from_counts(0, counts) AS plain, cx_tally(score::float8, 0, 100, 10::float8 ^ (score % 21 - 10)) AS t,
		cx_tally(score::float8, 0, 100, 10::float8 ^ (score % 17 - 8)) AS u,
		('values {' || string_agg(((score % 2 * 2 - 1) * 10::float8 ^ (score * 37 % 101 % 31 - 15))::text, ',') || '}')::cx_metric AS m,
		counts, cx_tally_from_counts(0, ARRAY[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]::float8[]) AS nps,
		cx_tally_from_counts(1, ARRAY[1, 2, 3, 4, 5]::float8[]) AS csat, cx_tally_from_counts(1, ARRAY[1, 2, 3, 4, 5, 6, 7]::float8[]) AS ces,
		cx_moments(score % 13, ARRAY(SELECT CASE WHEN score * n % 7 > 0 THEN sin(score * n) END FROM generate_series(1, 32) n)) AS moments
	FROM generate_series(0, 100) score, (SELECT array_agg(n::float8 ^ 7) AS counts FROM generate_series(1, 101) n) c GROUP BY counts;
EOT
	return;
}

# Each function in the catalogue must be called here.
sub has_all_cases
{
	my ($node) = @_;

	for my $kind ([ a => 'aggregate', \%AGGREGATES ], [ w => 'window function', \%WINDOWS ], [ f => 'other function', \%FUNCTIONS ])
	{
		my ($prokind, $name, $cases) = @$kind;
		my $members = $node->safe_psql('postgres', <<"EOT");
SELECT p.oid::regprocedure FROM pg_proc p JOIN members ON classid = 'pg_proc'::regclass AND objid = p.oid WHERE p.prokind = '$prokind'
EOT
		is_deeply([ sort keys %$cases ], [ sort split /\n/, $members ], "each $name has a case here");
	}
	return;
}

1;
