"""Row-level security on links: administrators keep them, a bearer sees his own, a person those for oneself.

Attempts are made before anybody is known, so only what acts for nobody reaches them. The bearer's link is
named by its hash in the setting `tonghop.link`, for one transaction.
"""

from django.db import migrations

from tonghop.apps.foundations.roles import APPLICATION_ROLE

FORWARDS = f"""
alter table public.accounts_onetimelink enable row level security;
create policy administrators_keep_links on public.accounts_onetimelink for all to {APPLICATION_ROLE}
    using (public.tonghop_has_role(array['administrator']))
    with check (public.tonghop_has_role(array['administrator']));
create policy a_person_has_links on public.accounts_onetimelink for all to {APPLICATION_ROLE}
    using (person_id = public.tonghop_acting_person())
    with check (person_id = public.tonghop_acting_person());
create policy a_bearer_sees_the_link on public.accounts_onetimelink for select to {APPLICATION_ROLE}
    using (secret_sha256 = current_setting('tonghop.link', true));
create policy a_bearer_uses_the_link on public.accounts_onetimelink for update to {APPLICATION_ROLE}
    using (secret_sha256 = current_setting('tonghop.link', true))
    with check (secret_sha256 = current_setting('tonghop.link', true));
alter table public.accounts_signinattempt enable row level security;
create policy nobody_has_come_in_yet on public.accounts_signinattempt for all to {APPLICATION_ROLE}
    using (public.tonghop_acting_person() is null)
    with check (public.tonghop_acting_person() is null);
"""
BACKWARDS = """
drop policy nobody_has_come_in_yet on public.accounts_signinattempt;
alter table public.accounts_signinattempt disable row level security;
drop policy a_bearer_uses_the_link on public.accounts_onetimelink;
drop policy a_bearer_sees_the_link on public.accounts_onetimelink;
drop policy a_person_has_links on public.accounts_onetimelink;
drop policy administrators_keep_links on public.accounts_onetimelink;
alter table public.accounts_onetimelink disable row level security;
"""


class Migration(migrations.Migration):
    dependencies = (("accounts", "0004_links_and_attempts"),)
    operations = (migrations.RunSQL(FORWARDS, BACKWARDS),)
