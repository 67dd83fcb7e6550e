{#- The tally of a column of scores, on the scale of the project. -#}
{% macro tally(score) -%}
  cx_tally({{ score }}, {{ var('scale_low') }}, {{ var('scale_high') }})
{%- endmacro %}

{#- What to show of the tallies of a group: the score, the ends of its interval, and
    how many responses it is of.  The answers are counted together before the score
    is taken: no score is ever made of scores. -#}
{% macro score_columns(tally, metric) -%}
  cx_value(cx_merge({{ tally }}), '{{ metric }}') AS score,
  lower(cx_interval(cx_merge({{ tally }}), '{{ metric }}')) AS score_low,
  upper(cx_interval(cx_merge({{ tally }}), '{{ metric }}')) AS score_high,
  cx_responses(cx_merge({{ tally }})) AS responses
{%- endmacro %}
