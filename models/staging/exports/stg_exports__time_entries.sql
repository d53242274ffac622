{# One row per time entry: the newest delivery of it. #}

{{ config(materialized='view') }}

{{ newest_delivery('time_entries') }}
