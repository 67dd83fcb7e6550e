-- Of each batch of answers the tally of each team and day.  A run appends those of
-- the batches that are not here yet, whatever days they are of.
{{ config(materialized='incremental', incremental_strategy='append') }}

SELECT batch, team, answered_on AS day, {{ tally('score') }} AS tally
FROM {{ source('survey', 'answers') }}
{% if is_incremental() %}
WHERE batch NOT IN (SELECT batch FROM {{ this }})
{% endif %}
GROUP BY batch, team, answered_on
HAVING count(score) > 0
