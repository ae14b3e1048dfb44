-- The roll-up as plain SQL, the slow and obvious way: every debt under every node, then one group by.
with told as (
    select * from json_to_recordset(%(told)s)
        as t (body text, indicator text, cycle text, amount numeric, inexact boolean, estimated numeric)
),
debts as (select * from json_to_recordset(%(debts)s) as t (body text, cycle text, is_excused boolean)),
turns as (select * from json_to_recordset(%(turns)s) as t (period text, cycle text, turn int)),
holds as (select * from json_to_recordset(%(holds)s) as t (body text, node text)),
asked as (select * from json_to_recordset(%(asked)s) as t (indicator text, cycle text)),
kinds as (
    select * from json_to_recordset(%(kinds)s)
        as t (indicator text, kind text, over_time text, numerator text, denominator text, scale int)
),
owed as (
    select holds.node, turns.period, turns.turn, debts.body, debts.is_excused, kinds.*,
        own.inexact as own_inexact, own.amount, own.estimated, own.body is not null as has_told,
        above.amount as upper, below.amount as lower,
        above.body is not null and below.body is not null as has_both,
        above.inexact or below.inexact as parts_inexact
    from debts
        join turns using (cycle) join holds using (body) join asked using (cycle) join kinds using (indicator)
        left join told own on (own.body, own.cycle, own.indicator) = (debts.body, debts.cycle, kinds.indicator)
        left join told above
            on (above.body, above.cycle, above.indicator) = (debts.body, debts.cycle, kinds.numerator)
        left join told below
            on (below.body, below.cycle, below.indicator) = (debts.body, debts.cycle, kinds.denominator)
),
judged as (
    select *,
        case when kind = 'rate' then has_both else has_told end as answers,
        case when kind = 'rate' then has_both and upper is not null and lower is not null
            else amount is not null end as has_figure,
        case when kind = 'rate' then has_both and upper is not null and lower <> 0
            else amount is not null end as counts
    from owed
),
ordered as (
    select *, turn = max(turn) filter (where answers) over (partition by node, indicator, period, body) as is_last,
        count(*) filter (where has_figure) over (partition by node, indicator, period, body) as times
    from judged
),
summed as (
    select node, indicator, period, kind, over_time, scale,
        sum(coalesce(upper, amount)) filter (where adds) as total, sum(lower) filter (where adds) as lower,
        max(amount) filter (where adds) as largest, sum(estimated) filter (where adds) as estimated,
        count(*) filter (where adds and counts) as counting, max(times) as times,
        coalesce(bool_or(case when kind = 'rate' then parts_inexact else own_inexact end)
            filter (where adds and counts), false) as inexact,
        count(*) filter (where answers and counts) as reported_by,
        count(*) filter (where answers and not has_figure) as nil,
        count(*) as due, count(*) filter (where is_excused) as excused
    from (
        select *, has_figure and (over_time <> 'latest' or is_last) as adds from ordered
    ) as rows
    group by node, indicator, period, kind, over_time, scale
),
parts as (
    select *, kind = 'rate' and counting > 0 and (over_time <> 'alone' or times < 2) as is_rate,
        kind = 'distinct' and reported_by > 1 as is_between
    from summed
)
select node, indicator, period,
    case when is_rate then round(total * scale / nullif(lower, 0), 2)
        when kind <> 'rate' and not is_between then total end as value,
    case when is_between then largest end as least, case when is_between then total end as most,
    case when is_rate then total end as numerator, case when is_rate then lower end as denominator,
    case when kind <> 'distinct' then estimated end as estimated,
    inexact, reported_by, nil, due - reported_by - nil - excused as missing, excused
from parts
