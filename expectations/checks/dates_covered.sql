-- One row per file with rows dated outside the days that the file is said to cover. A day on
-- either side is allowed: a time in UTC may fall on the neighbor of its local day.
select
    files.company_id,
    files.map,
    files.file,
    files.covers_from,
    files.covers_to,
    count(*) as unexpected_count,
    cast(min(staged.$at) as date) as first_date,
    cast(max(staged.$at) as date) as last_date
from {batch} as staged
inner join staging.landed_files as files
    on staged.file_id = files.file_id
    and files.table_name = '$table'
where cast(staged.$at as date) < files.covers_from - interval 1 day
    or cast(staged.$at as date) > files.covers_to + interval 1 day
group by all
order by unexpected_count desc, files.file
