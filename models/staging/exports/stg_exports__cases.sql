{# One row per case: the newest delivery of it. Times are UTC. #}

{{ config(materialized='view') }}

{{ newest_delivery('cases') }}
