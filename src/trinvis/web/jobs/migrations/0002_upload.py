from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_first")]

    operations = [
        migrations.CreateModel(
            name="Upload",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("batch", models.CharField(db_index=True, max_length=64)),
                ("token", models.CharField(max_length=64, unique=True)),
                ("place", models.IntegerField()),
                ("by", models.CharField(max_length=150)),
                ("created_at", models.DateTimeField()),
                ("gone", models.BooleanField(default=False)),
                (
                    "preview",
                    models.ForeignKey(
                        null=True, on_delete=models.deletion.SET_NULL, related_name="previews", to="jobs.job"
                    ),
                ),
                (
                    "taking",
                    models.ForeignKey(
                        null=True, on_delete=models.deletion.SET_NULL, related_name="taken", to="jobs.job"
                    ),
                ),
            ],
            options={"ordering": ("batch", "place")},
        ),
    ]
