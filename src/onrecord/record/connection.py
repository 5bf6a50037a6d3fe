"""Opening the file: is it a record, is it ours to write, and what SQLite's errors mean."""

from __future__ import annotations

import os
import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from onrecord.errors import NewerRecord, NotARecord, RecordError, RecordLocked
from onrecord.record.schema import APPLICATION_ID, MIGRATIONS, VERSION

_HEADER = b"SQLite format 3\x00"


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turns what the database says into a RecordError that says what to do."""
    try:
        yield
    except DBAPIError as error:
        raise _meaning(path, str(error.orig)) from error
    except sqlite3.Error as error:
        raise _meaning(path, str(error)) from error


def _meaning(path: Path, said: str) -> RecordError:
    if "locked" in said or "busy" in said:
        return RecordLocked(f"{path}: another program is writing to this record; wait until it is done, then try again")
    if "full" in said:
        return RecordError(
            f"{path}: the disk is full; everything written before this batch is kept and sound, this batch is not: "
            "make room and run the same command again, it continues where it stopped"
        )
    if "not a database" in said:
        return NotARecord(f"{path}: this file is not an onrecord record; name another file, or let onrecord make a new one")
    if "malformed" in said:
        return RecordError(
            f"{path}: this record is damaged ({said}); go back to a copy, or read the reports anew into a new record"
        )
    if "readonly" in said:
        return RecordError(
            f"{path}: this record may only be read: the file or its folder cannot be written; copy it, or change its rights"
        )
    if "unable to open" in said:
        return RecordError(f"{path}: this file cannot be opened; does the folder exist, and may you write to it?")
    return RecordError(f"{path}: the record could not be used: {said}")


def open_engine(path: Path, *, create: bool, read_only: bool, wait: float) -> Engine:
    """An engine on a sound record of this version; makes or migrates the file where it may.

    Errors: NotARecord, NewerRecord, RecordLocked, and RecordError for a missing folder or file.
    """
    if path.is_dir():
        raise NotARecord(f"{path}: this is a folder; a record is one file, for example {path / 'record.db'}")
    if not path.parent.is_dir():
        raise RecordError(f"{path}: there is no folder {path.parent}; make it first")
    is_new = not path.exists() or path.stat().st_size == 0
    if is_new and (read_only or not create):
        raise RecordError(f"{path}: there is no record here; `onrecord read REPORT… --record {path}` makes one")
    if not is_new:
        try:
            with path.open("rb") as file:
                header = file.read(16)
        except OSError as error:
            raise RecordError(f"{path}: this file cannot be read: {error.strerror}") from error
        if header != _HEADER:
            raise NotARecord(f"{path}: this file is not an onrecord record; name another file, or let onrecord make a new one")
    engine = _engine(path, read_only=read_only, wait=wait)
    try:
        with told(path), engine.connect() as connection:
            _check(connection, path, is_new=is_new, read_only=read_only)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _engine(path: Path, *, read_only: bool, wait: float) -> Engine:
    is_writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)

    def connect() -> sqlite3.Connection:
        if read_only and not is_writable:
            # Without a writer at work there is no room for the WAL's side files beside it: immutable does without them.
            sealed = "" if path.with_name(path.name + "-wal").exists() else "&immutable=1"
            address = f"{path.absolute().as_uri()}?mode=ro{sealed}"
            database = sqlite3.connect(address, uri=True, timeout=wait, isolation_level=None, check_same_thread=False)
        else:
            database = sqlite3.connect(path, timeout=wait, isolation_level=None, check_same_thread=False)
        if read_only:
            database.execute("PRAGMA query_only = ON")
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("PRAGMA synchronous = NORMAL")
        database.create_function("folded", 1, folded, deterministic=True)
        return database

    return create_engine("sqlite://", creator=connect, poolclass=QueuePool)


def folded(text: object) -> str:
    """Lower case without accents: "Erdogan" finds "Erdoğan", "Khan Sheikhoun" its many spellings with bars and dots."""
    if not isinstance(text, str):
        return ""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def _check(connection: Connection, path: Path, *, is_new: bool, read_only: bool) -> None:
    def pragma(name: str) -> int:
        return int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())

    application, version = pragma("application_id"), pragma("user_version")
    is_bare = not application and not connection.exec_driver_sql("SELECT 1 FROM sqlite_master").first()
    if application != APPLICATION_ID and not is_new and not is_bare:  # bare: made, and stopped before its first table
        raise NotARecord(f"{path}: this is a database of another program, not an onrecord record; name another file")
    if version > VERSION:
        raise NewerRecord(
            f"{path}: written by a newer onrecord (version {version} of the record, this one knows {VERSION}); upgrade onrecord"
        )
    if version == VERSION:
        return
    if read_only:
        raise RecordError(f"{path}: written by an older onrecord; open it once for writing, which brings it up to date")
    connection.exec_driver_sql("PRAGMA journal_mode = WAL")
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    for migrate in MIGRATIONS[pragma("user_version") :]:
        migrate(connection)
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
    connection.commit()


@contextmanager
def writing(engine: Engine, path: Path) -> Iterator[Connection]:
    """One transaction: whole or not at all, whatever ends it."""
    with told(path), engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield connection
        connection.commit()


@contextmanager
def looking(engine: Engine, path: Path) -> Iterator[Connection]:
    """One unchanging view of the record, whoever writes meanwhile."""
    with told(path), engine.connect() as connection:
        connection.exec_driver_sql("BEGIN")
        yield connection
