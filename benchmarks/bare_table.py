"""The table of the bare view: known to whoever makes it, without starting the view's own Django."""

TABLE = "create table bare_report (id uuid primary key, content jsonb not null, at timestamptz not null)"
