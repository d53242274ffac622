{{ config(materialized='view') }}

{{ newest_delivery('case_events') }}
