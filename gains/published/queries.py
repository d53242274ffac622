"""Every query of the dashboard; reads what is published, through a reader that knows the scope."""

from gains.published.reader import Reader

#: What the scorecard may tell beyond the contract of published tables.
OPTIONAL = (
    "unowned_reason",
    "value_reason",
    "decision_reason",
    "joint_with",
    "days_to_first_verdict",
    "failed_run_share",
    "rework_after_run_share",
)
LISTED = """
    select
        initiatives.initiative_id,
        initiatives.initiative_name,
        initiatives.process_id,
        initiatives.comparison_process_id,
        initiatives.kickoff_date,
        initiatives.go_live_date,
        initiatives.ramp_days,
        initiatives.build_cost,
        initiatives.run_cost_per_month,
        initiatives.capacity_is_cashable,
        initiatives.go_live_date is not null
        and initiatives.go_live_date <= processes.as_of_date as is_live,
        processes.process_name,
        processes.as_of_date,
        companies.company_id,
        companies.company_name,
        companies.currency,
        initiative_scorecard.business_owner,
        initiative_scorecard.transformation_lead,
        initiative_scorecard.is_owned,
        initiative_scorecard.status,
        initiative_scorecard.days_since_kickoff,
        initiative_scorecard.clock,
        initiative_scorecard.primary_kpi_id,
        initiative_scorecard.before_value,
        initiative_scorecard.after_value,
        initiative_scorecard.relative_effect,
        initiative_scorecard.evidence,
        initiative_scorecard.target_relative_change,
        initiative_scorecard.target_status,
        initiative_scorecard.net_annual_value,
        initiative_scorecard.net_annual_value_low,
        initiative_scorecard.net_annual_value_high,
        initiative_scorecard.claimed_annual_value,
        initiative_scorecard.payback_date,
        initiative_scorecard.npv,
        initiative_scorecard.cost_of_delay_per_week,
        initiative_scorecard.adoption_share,
        initiative_scorecard.proposed_decision,
        initiative_scorecard.decision,
        initiative_scorecard.is_owned
        and initiative_scorecard.evidence in ('proven', 'likely', 'worse', 'looks_worse')
            as counts,
        {optional},
        kpis.kpi_name,
        kpis.unit,
        kpis.better,
        kpi_effects.design,
        kpi_effects.reason,
        {reasons},
        kpi_effects.effect,
        kpi_effects.effect_low,
        kpi_effects.effect_high,
        kpi_effects.relative_low,
        kpi_effects.relative_high,
        kpi_effects.relative_low_95,
        kpi_effects.relative_high_95,
        kpi_effects.weeks_after,
        targets.review_date
    from initiatives
    inner join processes using (process_id)
    inner join companies on processes.company_id = companies.company_id
    inner join initiative_scorecard using (initiative_id)
    left join kpis on initiative_scorecard.primary_kpi_id = kpis.kpi_id
    left join kpi_effects
        on initiatives.initiative_id = kpi_effects.initiative_id
        and initiative_scorecard.primary_kpi_id = kpi_effects.kpi_id
    left join targets
        on initiatives.initiative_id = targets.initiative_id
        and initiative_scorecard.primary_kpi_id = targets.kpi_id
    where $company is null or companies.company_id = $company
"""


def listed(reader: Reader) -> str:
    """Give the query of initiatives, for the columns that this version has."""
    return LISTED.format(
        optional=reader.optional("initiative_scorecard", *OPTIONAL),
        reasons=reader.optional("kpi_effects", "reason_code", "reason_params"),
    )


def companies(reader: Reader) -> list[dict]:
    """Give the companies: company_id, company_name, currency."""
    return reader.rows(
        "select company_id, company_name, currency from companies order by company_name"
    )


def initiatives(reader: Reader, company: str | None = None) -> list[dict]:
    """Give every initiative with its scorecard and its primary KPI's effect."""
    return reader.rows(
        f"{listed(reader)} order by companies.company_name, initiatives.initiative_name",
        company=company,
    )


def yearly_totals(reader: Reader, company: str | None = None) -> list[dict]:
    """Give one row a currency: what is measured, claimed and left out, a year.

    `net`, `low` and `high` add up owned initiatives whose evidence holds, for better or worse;
    the ends are added up, as if all erred in the same direction. `claimed` holds every owned
    initiative that is live, `unproven` the claims among them without evidence.
    """
    return reader.rows(
        f"""
        with listed as ({listed(reader)})

        select
            currency,
            sum(net_annual_value) filter (where counts) as net,
            sum(net_annual_value_low) filter (where counts) as low,
            sum(net_annual_value_high) filter (where counts) as high,
            sum(claimed_annual_value) filter (where is_owned and is_live) as claimed,
            sum(claimed_annual_value) filter (where is_owned and is_live and not counts)
                as unproven,
            sum(claimed_annual_value) filter (where not is_owned) as unowned,
            sum(net_annual_value) filter (where counts)
            / nullif(sum(claimed_annual_value) filter (where is_owned and is_live), 0)
                as measured_share,
            count(*) as initiative_count
        from listed
        group by currency
        order by currency
        """,
        company=company,
    )


def value_by_month(reader: Reader, company: str | None = None) -> list[dict]:
    """Give one row a currency and month: net of the counted initiatives, and running sums.

    Working capital released is one-off cash and in no net figure.
    """
    return reader.rows(
        f"""
        with listed as ({listed(reader)}),

        months as (
            select
                listed.currency,
                initiative_value.month_start,
                sum(initiative_value.amount) as net,
                sum(initiative_value.amount_low) as low,
                sum(initiative_value.amount_high) as high
            from initiative_value
            inner join listed using (initiative_id)
            where listed.counts and initiative_value.value_type <> 'working_capital'
            group by all
        )

        select
            currency,
            month_start,
            sum(net) over so_far as net,
            sum(low) over so_far as low,
            sum(high) over so_far as high
        from months
        window so_far as (partition by currency order by month_start)
        order by currency, month_start
        """,
        company=company,
    )


def value_by_initiative(reader: Reader, company: str | None = None) -> list[dict]:
    """Give one row an initiative and value type, to date, with whether it counts."""
    return reader.rows(
        f"""
        with listed as ({listed(reader)})

        select
            listed.currency,
            listed.initiative_id,
            listed.initiative_name,
            listed.company_name,
            listed.is_owned,
            listed.evidence,
            listed.counts,
            listed.claimed_annual_value,
            initiative_value.value_type,
            sum(initiative_value.amount) as amount,
            sum(initiative_value.amount_low) as amount_low,
            sum(initiative_value.amount_high) as amount_high
        from initiative_value
        inner join listed using (initiative_id)
        group by all
        order by listed.currency, amount desc, listed.initiative_name, initiative_value.value_type
        """,
        company=company,
    )


def value_to_date(reader: Reader, company: str | None = None) -> list[dict]:
    """Give one row a currency: gross, run cost, build cost and net to date of what counts."""
    return reader.rows(
        f"""
        with listed as ({listed(reader)}),

        amounts as (
            select
                listed.currency,
                listed.initiative_name,
                initiative_value.value_type,
                initiative_value.amount,
                initiative_value.amount_low,
                initiative_value.amount_high,
                initiative_value.value_type in ('cash_cost', 'capacity', 'carrying_cost') as is_gain
            from initiative_value
            inner join listed using (initiative_id)
            where listed.counts
        ),

        gains as (
            select currency, initiative_name, sum(amount) as amount
            from amounts
            where is_gain
            group by all
        ),

        tops as (
            select
                currency,
                max_by(initiative_name, amount) as top_name,
                max(amount) / sum(amount) as top_share
            from gains
            where amount > 0
            group by currency
        ),

        sums as (
            select
                currency,
                sum(amount) filter (where is_gain) as gross,
                coalesce(sum(amount) filter (where value_type = 'cash_cost'), 0)
                + coalesce(sum(amount) filter (where value_type = 'carrying_cost'), 0) as cash,
                coalesce(sum(amount) filter (where value_type = 'capacity'), 0) as capacity,
                coalesce(sum(amount) filter (where value_type = 'run_cost'), 0) as run_cost,
                coalesce(sum(amount) filter (where value_type = 'build_cost'), 0) as build_cost,
                coalesce(sum(amount) filter (where value_type = 'working_capital'), 0) as released,
                sum(amount) filter (where value_type <> 'working_capital') as net,
                sum(amount_low) filter (where value_type <> 'working_capital') as low,
                sum(amount_high) filter (where value_type <> 'working_capital') as high
            from amounts
            group by currency
        )

        select
            sums.*,
            tops.top_name,
            tops.top_share
        from sums
        left join tops using (currency)
        order by currency
        """,
        company=company,
    )


def effects(reader: Reader, initiative_id: str) -> list[dict]:
    """Give the effects of an initiative, the primary KPI first."""
    return reader.rows(
        """
        select
            kpi_effects.*,
            kpis.kpi_name,
            kpis.unit,
            kpis.better,
            kpis.version,
            targets.target_relative_change
        from kpi_effects
        left join kpis using (kpi_id)
        left join targets
            on kpi_effects.initiative_id = targets.initiative_id
            and kpi_effects.kpi_id = targets.kpi_id
        where kpi_effects.initiative_id = $initiative_id
        order by kpi_effects.is_primary desc, kpi_effects.kpi_id
        """,
        initiative_id=initiative_id,
    )


def weeks(reader: Reader, initiative_id: str, kpi_id: str) -> list[dict]:
    """Give actual and expected of each week, and whether it lies after the ramp."""
    return reader.rows(
        """
        select
            kpi_expected.period_start,
            kpi_expected.actual,
            kpi_expected.expected,
            kpi_expected.expected_low,
            kpi_expected.expected_high,
            coalesce(kpi_expected.period_start >= initiatives.go_live_date, false) as is_after
        from kpi_expected
        inner join initiatives using (initiative_id)
        where kpi_expected.initiative_id = $initiative_id and kpi_expected.kpi_id = $kpi_id
        order by kpi_expected.period_start
        """,
        initiative_id=initiative_id,
        kpi_id=kpi_id,
    )


def plain_weeks(reader: Reader, process_id: str, kpi_id: str) -> list[dict]:
    """Give the complete weeks of a process's KPI, where nothing was estimated yet."""
    return reader.rows(
        """
        select period_start, value as actual
        from kpi_weekly
        where process_id = $process_id and kpi_id = $kpi_id and is_complete
        order by period_start
        """,
        process_id=process_id,
        kpi_id=kpi_id,
    )


def sparks(reader: Reader) -> dict[str, list[float]]:
    """Give the weekly actuals of each initiative's primary KPI."""
    rows = reader.rows(
        """
        select
            kpi_expected.initiative_id,
            list(kpi_expected.actual order by kpi_expected.period_start) as actuals
        from kpi_expected
        inner join initiative_scorecard
            on kpi_expected.initiative_id = initiative_scorecard.initiative_id
            and kpi_expected.kpi_id = initiative_scorecard.primary_kpi_id
        where kpi_expected.actual is not null
        group by kpi_expected.initiative_id
        """
    )
    return {row["initiative_id"]: row["actuals"] for row in rows}


def of_kpi(reader: Reader, table: str, initiative_id: str, kpi_id: str) -> list[dict]:
    """Give the rows of kpi_checks, kpi_bridge or kpi_before_after for one KPI."""
    if table not in ("kpi_checks", "kpi_bridge", "kpi_before_after"):
        raise ValueError(f"{table} is not a table of an initiative's KPI")
    return reader.rows(
        f"select * from {table} where initiative_id = $initiative_id and kpi_id = $kpi_id",
        initiative_id=initiative_id,
        kpi_id=kpi_id,
    )


def money_of(reader: Reader, initiative_id: str) -> list[dict]:
    """Give an initiative's running net by month; working capital is in no net figure."""
    return reader.rows(
        """
        with months as (
            select
                month_start,
                sum(amount) as net,
                sum(amount_low) as low,
                sum(amount_high) as high
            from initiative_value
            where initiative_id = $initiative_id and value_type <> 'working_capital'
            group by month_start
        )

        select
            month_start,
            sum(net) over so_far as net,
            sum(low) over so_far as low,
            sum(high) over so_far as high
        from months
        window so_far as (order by month_start)
        order by month_start
        """,
        initiative_id=initiative_id,
    )
