"""The documents, and beside them the table of terms of the database's own kind."""

import django.db.models.deletion
from django.db import migrations, models

from portal.search.backends import backend_for


def create_terms(apps, schema_editor):  # noqa: ARG001 - Django's signature
    for statement in backend_for(schema_editor.connection.vendor).create:
        schema_editor.execute(statement)


def remove_terms(apps, schema_editor):  # noqa: ARG001 - Django's signature
    for statement in backend_for(schema_editor.connection.vendor).remove:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    initial = True

    dependencies = [("agencies", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="SearchDoc",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=30)),
                ("object_id", models.BigIntegerField()),
                ("title", models.CharField(max_length=300, verbose_name="标题")),
                ("body", models.TextField(blank=True, verbose_name="正文")),
                ("numbers", models.JSONField(default=list, verbose_name="编号")),
                ("mark", models.CharField(blank=True, max_length=40)),
                ("url", models.CharField(max_length=300)),
                ("published_on", models.DateField(verbose_name="发布日期")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年份")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="机关",
                    ),
                ),
            ],
            options={
                "db_table": "search_doc",
                "indexes": [models.Index(fields=["agency", "-published_on", "-id"], name="search_doc_newest")],
                "constraints": [models.UniqueConstraint(fields=("kind", "object_id"), name="one_search_doc_per_object")],
            },
        ),
        migrations.RunPython(create_terms, remove_terms),
    ]
