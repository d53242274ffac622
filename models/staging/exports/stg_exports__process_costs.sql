{{ config(materialized='view') }}

{{ newest_delivery('process_costs') }}
