{{ config(materialized='view') }}

{{ newest_delivery('automation_runs') }}
