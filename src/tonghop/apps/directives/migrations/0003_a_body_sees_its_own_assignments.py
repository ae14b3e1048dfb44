"""Row-level security on assignments: coordinators and auditors see all, a body's people their own.

Only coordinators add or change any. History is written by whoever changes, and read alike.
"""

from django.db import migrations

from tonghop.apps.foundations.roles import APPLICATION_ROLE

SEEN = """(public.tonghop_has_role(array['coordinator', 'auditor'])
        or public.tonghop_has_role(array['reporter', 'approver'], body))"""
FORWARDS = f"""
revoke delete on public.directives_assignment from {APPLICATION_ROLE};
alter table public.directives_assignment enable row level security;
create policy a_body_sees_its_own on public.directives_assignment for select to {APPLICATION_ROLE}
    using {SEEN};
create policy coordinators_assign on public.directives_assignment for insert to {APPLICATION_ROLE}
    with check (public.tonghop_has_role(array['coordinator']));
create policy coordinators_change on public.directives_assignment for update to {APPLICATION_ROLE}
    using (public.tonghop_has_role(array['coordinator']))
    with check (public.tonghop_has_role(array['coordinator']));
alter table public.directives_assignmentevent enable row level security;
create policy a_body_sees_its_own on public.directives_assignmentevent for select to {APPLICATION_ROLE}
    using {SEEN};
create policy history_is_written on public.directives_assignmentevent for insert to {APPLICATION_ROLE}
    with check (true);
"""
BACKWARDS = f"""
drop policy history_is_written on public.directives_assignmentevent;
drop policy a_body_sees_its_own on public.directives_assignmentevent;
alter table public.directives_assignmentevent disable row level security;
drop policy coordinators_change on public.directives_assignment;
drop policy coordinators_assign on public.directives_assignment;
drop policy a_body_sees_its_own on public.directives_assignment;
alter table public.directives_assignment disable row level security;
grant delete on public.directives_assignment to {APPLICATION_ROLE};
"""


class Migration(migrations.Migration):
    dependencies = (
        ("directives", "0002_rights_are_out_of_reach"),
        ("accounts", "0002_auditors_read_the_audit"),
    )
    operations = (migrations.RunSQL(FORWARDS, BACKWARDS),)
