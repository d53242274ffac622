{# One row per cost of a process in a month: the newest delivery of it. #}

{{ config(materialized='view') }}

{{ newest_delivery('process_costs') }}
