"""The embedded server's roles and its database: an owner that migrates, an application that owns nothing.

For a server that somebody else runs, docs/howto/run-the-database.md says the same in SQL.
"""

from collections.abc import Mapping

import psycopg
from psycopg import sql

from tonghop.config.addresses import Address
from tonghop.config.postgres.place import DATABASE, OWNER

LIMITS = "login nosuperuser nocreatedb nocreaterole noreplication nobypassrls"


def create_roles(administrator: Address, passwords: Mapping[str, str]) -> None:
    """Create the roles and the database where they are missing; what is there is left alone."""
    with psycopg.connect(administrator.at("postgres").url, autocommit=True) as connection:
        for role, password in passwords.items():
            if not _exists(connection, "select 1 from pg_roles where rolname = %s", role):
                _create_role(connection, role, password)
        if not _exists(connection, "select 1 from pg_database where datname = %s", DATABASE):
            create_database(connection, DATABASE)


def create_database(connection: psycopg.Connection, name: str, template: str = "template0") -> None:
    """Create a database of the owner's, in UTF-8."""
    connection.execute(
        sql.SQL("create database {} owner {} template {} encoding 'UTF8'").format(
            *map(sql.Identifier, (name, OWNER, template))
        )
    )


def _exists(connection: psycopg.Connection, query: str, name: str) -> bool:
    return connection.execute(query.encode(), (name,)).fetchone() is not None


def _create_role(connection: psycopg.Connection, role: str, password: str) -> None:
    """The password is turned into its SCRAM form here, so that no log of the server can hold it."""
    proof = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    connection.execute(
        sql.SQL("create role {} {} password {}").format(
            sql.Identifier(role), sql.SQL(LIMITS), sql.Literal(proof)
        )
    )
