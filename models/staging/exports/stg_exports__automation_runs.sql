{# One row per run of an automation: the newest delivery of it. Times are UTC. #}

{{ config(materialized='view') }}

{{ newest_delivery('automation_runs') }}
