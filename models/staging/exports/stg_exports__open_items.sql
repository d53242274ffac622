{# One row per line of an open-items list: the newest delivery of it. #}

{{ config(materialized='view') }}

{{ newest_delivery('open_items') }}
