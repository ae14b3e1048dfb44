"""Views of released reports whose publication was decided: the one thing of the office that anybody may read.

A visitor of the portal has no person, so that row-level security shows them no row of any table of the office.
These views are the owner's, hence they see what their own condition lets through and nothing else; they show
chosen columns, so that who prepared a report, what it was made from and which body reported what stay inside.
A view over one table could be written through: that right is taken away.
"""

from django.db import migrations

from tonghop.apps.foundations.roles import APPLICATION_ROLE

REPORTS = """
create view public.publications_report with (security_barrier = true) as
select issue.id, cycle.campaign_id,
    said.content -> 'campaign' ->> 'title' as title,
    said.content -> 'campaign' ->> 'coordinator' as coordinator,
    coalesce(said.content -> 'campaign' ->> 'place', '') as place,
    coalesce(said.content -> 'campaign' ->> 'directive', '') as directive,
    cycle.code as cycle, cycle.due_on, issue.number, issue.dated_on, issue.released_at,
    issue.released_for_publication_at as published_at, issue.code, issue.record_sha256, issue.structure,
    issue.tool_version,
    coalesce(paper.symbol, '') as symbol, paper.dated_on as signed_on,
    issue.due,
    (made.head -> 'coverage' ->> 'on_time')::integer as on_time,
    (made.head -> 'coverage' ->> 'late')::integer as late,
    (made.head -> 'coverage' ->> 'unknown_time')::integer as unknown_time,
    (made.head -> 'coverage' ->> 'missing')::integer as missing,
    (made.head -> 'coverage' ->> 'excused')::integer as excused,
    issue.gap_why, earlier.id as restates_id,
    case when earlier.id is null then '' else issue.restates_why end as restates_why
from public.consolidation_issuedreport issue
join public.consolidation_computation made on made.id = issue.computation_id
join public.reporting_cycle cycle on cycle.id = issue.cycle_id
join lateral (
    select version.content::jsonb as content from public.reporting_campaignversion version
    where version.id = (made.inputs ->> 'version')::bigint
) said on true
left join lateral (
    select original.symbol, original.dated_on from public.consolidation_signedoriginal original
    where original.issue_id = issue.id order by original.number desc limit 1
) paper on true
left join public.consolidation_issuedreport earlier on earlier.id = issue.restates_id
    and earlier.released_at is not null and earlier.released_for_publication_at is not null
where issue.released_at is not null and issue.released_for_publication_at is not null
    and issue.given_up_at is null;
"""

FIGURES = """
create view public.publications_figure with (security_barrier = true) as
select total.id, issue.id as report_id, total.number, total.code,
    total.summary ->> 'name' as name, total.summary ->> 'unit' as unit, total.summary ->> 'kind' as kind,
    total.summary ->> 'value' as value, (total.summary ->> 'inexact')::boolean as inexact,
    total.summary -> 'between' ->> 0 as low, total.summary -> 'between' ->> 1 as high,
    total.summary ->> 'estimated' as estimated, total.summary ->> 'previous' as previous,
    total.summary ->> 'target' as target,
    (total.summary ->> 'reported_by')::integer as reported_by, (total.summary ->> 'nil')::integer as nil,
    (total.summary ->> 'missing')::integer as missing, (total.summary ->> 'excused')::integer as excused
from public.consolidation_issuedreport issue
join public.consolidation_computedtotal total on total.computation_id = issue.computation_id
where issue.released_at is not null and issue.released_for_publication_at is not null
    and issue.given_up_at is null;
"""

REGIMES = """
create view public.publications_regime with (security_barrier = true) as
select issue.id::text || ' ' || (regime.told ->> 'code') as id, issue.id as report_id,
    regime.number::integer as number, regime.told ->> 'code' as code, regime.told ->> 'frequency' as frequency,
    regime.told ->> 'due' as due, coalesce(regime.told ->> 'relation', 'before') as relation
from public.consolidation_issuedreport issue
join public.consolidation_computation made on made.id = issue.computation_id
join public.reporting_campaignversion version on version.id = (made.inputs ->> 'version')::bigint
cross join lateral jsonb_array_elements(version.content::jsonb -> 'regime')
    with ordinality as regime (told, number)
where issue.released_at is not null and issue.released_for_publication_at is not null
    and issue.given_up_at is null;
"""

VIEWS = ("publications_regime", "publications_figure", "publications_report")
READ_ONLY = "\n".join(
    f"revoke all on public.{view} from {APPLICATION_ROLE}; grant select on public.{view} to {APPLICATION_ROLE};"
    for view in VIEWS
)
GONE = "\n".join(f"drop view public.{view};" for view in VIEWS)


class Migration(migrations.Migration):
    initial = True
    dependencies = (("consolidation", "0002_offices_consolidate_and_nobody_releases_their_own"),)
    operations = (migrations.RunSQL([REPORTS, FIGURES, REGIMES, READ_ONLY], GONE),)
