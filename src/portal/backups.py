"""Backup and restore: database, uploaded files and, where asked for, the keys, in one zip with a list of what is in it.

The keys of cases are no part of a backup: they stand in ``case-keys.json`` beside it, which every backup in the folder shares and
the newest replaces. So a case that was erased, its key destroyed, can't be read from an older backup either; what is restored
over an installation stays erased that was erased there, even where nobody has backed up since. They are wrapped by the field
key; without that they open nothing.

SQLite is copied by its own backup interface and PostgreSQL by pg_dump: both give the state of one moment while people go on
working. Files are copied after the database; files are only ever added, so that each one the database knows is there.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
import uuid
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from disclosure.errors import DisclosureError
from disclosure.language import Label, _

FORMAT = 1
_MANIFEST = "manifest.json"
_DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
_KEYS = {"secret-key": "SECRET_KEY", "field-key": "FIELD_KEY"}
_CHUNK = 1024 * 1024
#: The keys of cases, beside the backups of a folder, and the table that a backup leaves empty.
CASE_KEYS, _KEY_TABLE = "case-keys.json", "applications_casekey"


class BackupError(DisclosureError):
    """A backup cannot be written, or is not one that can be restored here."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(_("{words}", words=Label(chinese, english)))


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a backup, or was restored from one."""

    file: str
    made_at: str
    rows: int
    files: int
    restored: bool
    keys_missing: bool = False

    def __str__(self) -> str:
        counts = f"数据{self.rows}行，文件{self.files}个。"
        zh = f"已从 {self.file} 恢复：{counts}" if self.restored else f"已备份到 {self.file}：{counts}"
        en = f"{'Restored from' if self.restored else 'Backed up to'} {self.file}: {self.rows} rows, {self.files} files."
        if self.restored and self.keys_missing:
            zh += "备份里没有密钥，现在的密钥与备份时不同：请放回原来的 GONGKAI_FIELD_KEY，否则申请人的个人信息无法读出。"
            en += " The keys differ from those of the backup: put back the former GONGKAI_FIELD_KEY to read personal data."
        elif not self.restored and self.keys_missing:
            zh += "密钥不在备份里，请另行保管；没有密钥，申请人的个人信息无法读出。"
            en += " The keys are not in it: keep them apart. Without them personal data of applicants cannot be read."
        return str(Label(zh, en))


# Writing


def write(file: Path, *, with_keys: bool = False, force: bool = False) -> Contents:
    """Back up to ``file``, which appears only when it is complete. Raises :class:`BackupError`."""
    if file.exists() and not force:
        raise BackupError(
            f"{file} 已经存在。换一个名字，或加 --force 覆盖。", f"{file} exists. Take another name, or add --force."
        )
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.part")
    try:
        manifest = _write(part, with_keys)
        part.chmod(0o600)
        _write_case_keys(file.with_name(CASE_KEYS))
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    files = sum(name.startswith("media/") for name in manifest["files"])
    return Contents(str(file), manifest["made_at"], sum(manifest["rows"].values()), files, False, not with_keys)


def _write(part: Path, with_keys: bool) -> dict[str, Any]:
    sums: dict[str, str] = {}
    with (
        tempfile.TemporaryDirectory(prefix="gongkai-backup-") as folder,
        zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        database = Path(folder) / _DATABASES[_vendor()]
        rows = _copy_database(database)
        rows.pop(_KEY_TABLE, None)
        _add(archive, database, database.name, sums)
        media = Path(settings.MEDIA_ROOT)
        for path in sorted(path for path in media.rglob("*") if path.is_file()):
            _add(archive, path, f"media/{path.relative_to(media).as_posix()}", sums)
        for name, setting in _KEYS.items() if with_keys else ():
            content = getattr(settings, setting).encode()
            archive.writestr(f"keys/{name}", content)
            sums[f"keys/{name}"] = hashlib.sha256(content).hexdigest()
        manifest = _manifest(rows, sums)
        archive.writestr(_MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True))
    return manifest


def _manifest(rows: Mapping[str, int], sums: Mapping[str, str]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "made_at": timezone.localtime().isoformat(timespec="seconds"),
        "database": _vendor(),
        "migrations": _migrations(),
        "rows": dict(rows),
        "files": dict(sums),
        "field_key": _fingerprint(settings.FIELD_KEY),
    }


def _vendor() -> str:
    if connection.vendor not in _DATABASES:
        raise BackupError(f"不能备份这种数据库：{connection.vendor}。", f"Cannot back up a database of {connection.vendor}.")
    return connection.vendor


def _fingerprint(key: str) -> str:
    """Tells two keys apart without giving either away."""
    return hashlib.sha256(b"gongkai backup: " + key.encode()).hexdigest()[:16]


def _migrations() -> list[str]:
    connection.ensure_connection()
    executor = MigrationExecutor(connection)
    return sorted(f"{app}.{name}" for app, name in executor.loader.applied_migrations)


def _add(archive: zipfile.ZipFile, path: Path, name: str, sums: dict[str, str]) -> None:
    digest = hashlib.sha256()
    with path.open("rb") as source, archive.open(name, "w", force_zip64=True) as target:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            target.write(chunk)
    sums[name] = digest.hexdigest()


def _copy_database(target: Path) -> dict[str, int]:
    """A consistent copy of the database; gives how many rows each table of the copy has."""
    if _vendor() == "sqlite":
        return _copy_sqlite(target)
    return _copy_postgresql(target)


def _copy_postgresql(target: Path) -> dict[str, int]:
    """The dump and the counts are of one snapshot: what people write meanwhile is in neither."""
    left_out = f"--exclude-table-data={_KEY_TABLE}"
    reader = connection.copy()
    try:
        with reader.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
            kind = ["pg_dump", "--format=custom", "--no-owner", "--no-privileges"]
            _run([*kind, left_out, f"--snapshot={snapshot}", f"--file={target}"])
            rows = _row_counts(reader)
            cursor.execute("COMMIT")
    finally:
        reader.close()
    return rows


def _copy_sqlite(target: Path) -> dict[str, int]:
    import sqlite3

    connection.ensure_connection()
    with sqlite3.connect(target) as copy:
        connection.connection.backup(copy)
        rows = _sqlite_rows(copy)
        if _KEY_TABLE in rows:
            copy.execute("PRAGMA journal_mode=DELETE")
            copy.execute(f"DELETE FROM {_KEY_TABLE}")  # noqa: S608 - our own name
            copy.commit()
            copy.execute("VACUUM")  # so that nothing of them is left in free pages
    copy.close()
    return rows


def _sqlite_rows(database: Any) -> dict[str, int]:
    ordinary = "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    tables = [name for (name,) in database.execute(ordinary)]
    return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}  # noqa: S608 - its own names


def _row_counts(of: BaseDatabaseWrapper) -> dict[str, int]:
    with of.cursor() as cursor:
        found = {}
        for table in of.introspection.table_names(cursor):
            cursor.execute(f"SELECT count(*) FROM {of.ops.quote_name(table)}")  # noqa: S608 - its own names
            found[table] = cursor.fetchone()[0]
    return found


def _run(command: list[str]) -> None:
    """One of PostgreSQL's programs, on the database of the settings. Raises :class:`BackupError`."""
    if shutil.which(command[0]) is None:
        raise BackupError(
            f"找不到 {command[0]}。请安装 PostgreSQL 的客户端程序（Debian：apt-get install postgresql-client）。",
            f"{command[0]} is missing. Install PostgreSQL's client programs (Debian: apt-get install postgresql-client).",
        )
    chosen = settings.DATABASES["default"]
    given = {"PGDATABASE": "NAME", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGHOST": "HOST", "PGPORT": "PORT"}
    environment = dict(os.environ) | {name: str(chosen[key]) for name, key in given.items() if chosen.get(key)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        words = done.stderr.strip()[-500:]
        raise BackupError(f"{command[0]} 没有成功：{words}", f"{command[0]} failed: {words}")


def _write_case_keys(target: Path) -> None:
    """The keys of all cases, in place of those that an earlier backup left. The database was copied before: no key is missing."""
    from portal.applications.models import CaseKey

    if _KEY_TABLE not in connection.introspection.table_names():
        return
    rows = CaseKey.objects.values_list("pk", "wrapped", "destroyed_at")
    keys = [[str(pk), wrapped, at.isoformat() if at else None] for pk, wrapped, at in rows]
    kept = {"format": FORMAT, "made_at": timezone.localtime().isoformat(timespec="seconds"), "keys": keys}
    part = target.with_name(f".{target.name}.part")
    part.touch(mode=0o600)
    part.write_text(json.dumps(kept), encoding="utf-8")
    part.replace(target)


# Restoring


def _case_keys(beside: Path, file: Path) -> list[list[Any]]:
    """The keys beside a backup. Raises :class:`BackupError` where there are none."""
    try:
        keys: list[list[Any]] = json.loads(beside.read_text(encoding="utf-8"))["keys"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackupError(
            f"找不到 {beside.name}，或者已经损坏。它应与 {file.name} 放在同一个文件夹；没有其中的密钥，申请的内容读不出来。",
            f"{beside.name}, which stands beside {file.name}, is missing or damaged: it holds the keys of cases.",
        ) from error
    return keys


def _destroyed_here() -> dict[str, str]:
    """The keys that were destroyed in the database that is about to be overwritten, each with the moment.

    What was erased after a backup stays erased when it is restored here, whatever stands beside it.
    """
    from portal.applications.models import CaseKey

    if _KEY_TABLE not in connection.introspection.table_names():
        return {}
    gone = CaseKey.objects.exclude(destroyed_at=None).values_list("pk", "destroyed_at")
    return {str(pk): at.isoformat() for pk, at in gone}


def _restore_case_keys(keys: list[list[Any]], destroyed: Mapping[str, str]) -> None:
    """The keys of all that the backup has. One that was destroyed since stays destroyed."""
    from portal.applications.models import CaseKey

    wanted = set(_keys_in_use())
    found = {pk: (wrapped, at) for pk, wrapped, at in keys if pk in wanted}
    found |= {pk: ("", at) for pk, at in destroyed.items() if pk in wanted}
    CaseKey.objects.bulk_create(
        [
            CaseKey(id=uuid.UUID(pk), wrapped=wrapped, destroyed_at=datetime.fromisoformat(at) if at else None)
            for pk, (wrapped, at) in found.items()
        ],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["wrapped", "destroyed_at"],
    )  # fmt: skip


def _keys_in_use() -> Iterator[str]:
    """The keys that rows of the database name: of the tables that it has, which may be those of an older version."""
    from portal.applications.sealing.models import OwnKey

    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for model in apps.get_models():
            table = model._meta.db_table
            if not issubclass(model, OwnKey) or table not in tables:
                continue
            if "case_key_id" in {each.name for each in connection.introspection.get_table_description(cursor, table)}:
                cursor.execute(f"SELECT case_key_id FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our own names
                yield from (str(uuid.UUID(str(pk))) for (pk,) in cursor.fetchall() if pk is not None)


def _up_to_date() -> None:
    """Bring what an older version backed up to the tables of this one, then let go of what was erased since."""
    from django.core.management import call_command

    from portal.applications.privacy.erasing import let_go_again

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
    let_go_again()


def restore(file: Path, *, force: bool = False) -> Contents:
    """Put a backup in place. Everything is checked before anything is touched. Raises :class:`BackupError`."""
    with _opened(file) as archive:
        manifest = _checked(archive, file)
        holds_cases = "applications.0003_case_keys" in manifest["migrations"]
        keys = _case_keys(file.with_name(CASE_KEYS), file) if holds_cases else []
        destroyed = _destroyed_here()
        if not force and _holds_data():
            raise BackupError(
                "这里已经有数据。确定要用备份覆盖时，先停止系统并备份现有数据，再加 --force。",
                "There is data here already. To overwrite it stop the system, back up what is there, and add --force.",
            )
        with tempfile.TemporaryDirectory(prefix="gongkai-restore-") as folder:
            unpacked = Path(folder)
            for name in manifest["files"]:
                _unpack(archive, name, unpacked / name, manifest["files"][name], file)
            _restore_database(unpacked / _DATABASES[_vendor()])
            _restore_files(unpacked)
    if holds_cases:
        _restore_case_keys(keys, destroyed)
    found = _sqlite_counts() if _vendor() == "sqlite" else _row_counts(connection)
    if wrong := sorted(name for name, count in manifest["rows"].items() if found.get(name) != count):
        raise BackupError(
            f"恢复后核对不符，这些表的行数与备份不同：{'、'.join(wrong)}。请不要使用，重新恢复。",
            f"After restoring these tables have other row counts than the backup: {', '.join(wrong)}. Restore again.",
        )
    if holds_cases:
        _up_to_date()
    files = sum(name.startswith("media/") for name in manifest["files"])
    missing = _fingerprint(_field_key_now()) != manifest["field_key"]
    return Contents(str(file), manifest["made_at"], sum(manifest["rows"].values()), files, True, missing)


def _opened(file: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except zipfile.BadZipFile as error:
        raise BackupError(f"{file} 不是备份文件，或者已经损坏。", f"{file} is not a backup, or it is damaged.") from error


def _checked(archive: zipfile.ZipFile, file: Path) -> dict[str, Any]:
    """The list of what is in a backup that fits here."""
    try:
        manifest: dict[str, Any] = json.loads(archive.read(_MANIFEST))
    except (KeyError, ValueError, zipfile.BadZipFile) as error:
        raise BackupError(f"{file} 不是备份文件，或者已经损坏。", f"{file} is not a backup, or it is damaged.") from error
    if manifest.get("format") != FORMAT or manifest.get("database") != _vendor():
        raise BackupError(
            f"这份备份是 {manifest.get('database')} 数据库的，现在配置的是 {_vendor()}。请按原来的 DATABASE_URL 恢复。",
            f"This backup is of a {manifest.get('database')} database, the settings name {_vendor()}. Restore to that.",
        )
    ours = {f"{app}.{name}" for app, name in MigrationExecutor(connection).loader.disk_migrations}
    if unknown := sorted(set(manifest["migrations"]) - ours):
        raise BackupError(
            f"这份备份来自更新的版本（多出 {unknown[0]}）。请用同一版本或更新的程序恢复。",
            f"This backup was made by a newer version (it has {unknown[0]}). Restore with that version or a newer one.",
        )
    for name in manifest["files"]:
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            raise BackupError(f"{file} 不是备份文件，或者已经损坏。", f"{file} is not a backup, or it is damaged.")
    return manifest


def _unpack(archive: zipfile.ZipFile, name: str, target: Path, expected: str, file: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    try:
        with archive.open(name) as source, target.open("wb") as copy:
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                copy.write(chunk)
    except (KeyError, zipfile.BadZipFile, EOFError) as error:
        raise BackupError(f"{file} 已经损坏：{name} 读不出来。", f"{file} is damaged: {name} cannot be read.") from error
    if digest.hexdigest() != expected:
        raise BackupError(f"{file} 已经损坏：{name} 与清单不符。", f"{file} is damaged: {name} is not what its list says.")


def _holds_data() -> bool:
    """Whether anybody works with this database already."""
    if "agencies_agency" not in connection.introspection.table_names():
        return False
    from portal.agencies.models import Agency

    return Agency.objects.exists()


def _restore_database(copy: Path) -> None:
    if _vendor() == "sqlite":
        target = Path(settings.DATABASES["default"]["NAME"])
        connections.close_all()
        target.parent.mkdir(parents=True, exist_ok=True)
        for suffix in ("-wal", "-shm"):
            Path(f"{target}{suffix}").unlink(missing_ok=True)
        beside = target.with_name(f"{target.name}.restored")
        shutil.copyfile(copy, beside)
        beside.replace(target)
    else:
        connections.close_all()
        command = ["pg_restore", "--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction"]
        _run([*command, f"--dbname={settings.DATABASES['default']['NAME']}", str(copy)])


def _sqlite_counts() -> dict[str, int]:
    connection.ensure_connection()
    return _sqlite_rows(connection.connection)


def _restore_files(unpacked: Path) -> None:
    """Uploaded files, in place of those that are there; keys go to the data folder, as outside production."""
    media = Path(settings.MEDIA_ROOT)
    if media.exists():
        former = media.with_name(f"{media.name}.before-{datetime.now(tz=timezone.get_current_timezone()):%Y%m%d%H%M%S}")
        media.rename(former)
    shutil.copytree(unpacked / "media", media) if (unpacked / "media").exists() else media.mkdir(parents=True)
    for name in _KEYS:
        if (unpacked / "keys" / name).exists():
            target = Path(settings.DATA) / name
            target.touch(mode=0o600)
            shutil.copyfile(unpacked / "keys" / name, target)


def _field_key_now() -> str:
    """The key that the next start will use: of the environment, else of the data folder."""
    kept = Path(settings.DATA) / "field-key"
    return settings.FIELD_KEY if os.environ.get("GONGKAI_FIELD_KEY") or not kept.exists() else kept.read_text("ascii").strip()
