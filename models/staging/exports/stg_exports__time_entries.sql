{{ config(materialized='view') }}

{{ newest_delivery('time_entries') }}
