{{ config(materialized='view') }}

{{ newest_delivery('open_items') }}
