-- What somebody who knows DuckDB writes by hand for the same results: the peer of the benchmark `rollup`.
with told as (
    select a.body, a.indicator, c.period, c.turn, a.amount, a.inexact, a.estimated
    from answers a join cycles c using (cycle)
),
flows as (
    select body, indicator, period, sum(amount) as value, sum(estimated) as estimated,
        bool_or(inexact) as inexact, count(amount) as reported_by, count(*) - count(amount) as nil
    from told where indicator < 32 group by all
),
stocks as (
    select body, indicator, period, arg_max_null(amount, turn) as value,
        arg_max_null(estimated, turn) as estimated, arg_max(inexact, turn) as inexact,
        count(amount) as reported_by, count(*) - count(amount) as nil
    from told where indicator between 32 and 47 group by all
),
counts as (
    select body, indicator, period, max(amount) as least, sum(amount) as most, bool_or(inexact) as inexact,
        count(amount) as reported_by, count(*) - count(amount) as nil
    from told where indicator between 48 and 53 group by all
),
pairs as (
    select n.body, r.rate as indicator, c.period, c.turn,
        case when d.amount is not null then n.amount end as numerator,
        case when n.amount is not null then d.amount end as denominator,
        coalesce(d.amount <> 0 and n.amount is not null, false) as counts,
        n.amount is null or d.amount is null as is_nil,
        (n.inexact or d.inexact) and coalesce(d.amount <> 0 and n.amount is not null, false) as inexact
    from rates r
        join answers n on n.indicator = r.numerator
        join answers d on d.indicator = r.denominator and d.body = n.body and d.cycle = n.cycle
        join cycles c on c.cycle = n.cycle
    where exists (from asked join indicators i using (asking) where i.indicator = r.rate and asked.cycle = n.cycle)
),
rates_of_bodies as (
    select body, indicator, period, sum(numerator) as numerator, sum(denominator) as denominator,
        bool_or(inexact) as inexact, count(*) filter (counts) as reported_by, count(*) filter (is_nil) as nil,
        count(*) filter (counts) as counted, case when indicator = 59 then count(numerator) else 1 end as pairs
    from pairs where indicator not in (57, 58) group by body, indicator, period
    union all
    select body, indicator, period, arg_max_null(numerator, turn), arg_max_null(denominator, turn),
        arg_max(inexact, turn), count(*) filter (counts), count(*) filter (is_nil),
        arg_max(counts, turn)::int, 1
    from pairs where indicator in (57, 58) group by body, indicator, period
),
held as (
    select body as node, indicator, period, value, estimated, inexact, reported_by, nil from flows
    union all by name
    select body as node, indicator, period, value, estimated, inexact, reported_by, nil from stocks
    union all by name
    select node, indicator, period, sum(value) as value, sum(estimated) as estimated,
        bool_or(inexact) as inexact, sum(reported_by) as reported_by, sum(nil) as nil
    from (from flows union all by name from stocks) join above using (body) group by all
    union all by name
    select body as node, indicator, period, case when reported_by = 1 then most end as value,
        case when reported_by > 1 then least end as least, case when reported_by > 1 then most end as most,
        inexact, reported_by, nil
    from counts
    union all by name
    select node, indicator, period, case when sum(reported_by) = 1 then sum(most) end as value,
        case when sum(reported_by) > 1 then max(least) end as least,
        case when sum(reported_by) > 1 then sum(most) end as most,
        bool_or(inexact) as inexact, sum(reported_by) as reported_by, sum(nil) as nil
    from counts join above using (body) group by all
    union all by name
    select body as node, indicator, period,
        case when counted > 0 and pairs < 2 then numerator end as numerator,
        case when counted > 0 and pairs < 2 then denominator end as denominator, inexact, reported_by, nil
    from rates_of_bodies
    union all by name
    select node, indicator, period,
        case when sum(counted) > 0 and max(pairs) < 2 then sum(numerator) end as numerator,
        case when sum(counted) > 0 and max(pairs) < 2 then sum(denominator) end as denominator,
        bool_or(inexact) as inexact, sum(reported_by) as reported_by, sum(nil) as nil
    from rates_of_bodies join above using (body) group by all
),
owed as (
    select body, asking, period, count(*) as due, count(*) filter (is_excused) as excused
    from debts join cycles using (cycle) join asked using (cycle) group by all
),
due as (
    select body as node, asking, period, due, excused from owed
    union all
    select node, asking, period, sum(due), sum(excused) from owed join above using (body) group by all
)
select node, indicator, period, value, least, most, numerator, denominator, estimated,
    coalesce(inexact, false) as inexact, coalesce(reported_by, 0)::bigint as reported_by,
    coalesce(nil, 0)::bigint as nil,
    (due - excused - coalesce(reported_by, 0) - coalesce(nil, 0))::bigint as missing, excused::bigint as excused
from due join indicators using (asking) left join held using (node, indicator, period)
