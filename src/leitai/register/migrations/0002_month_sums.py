from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("register", "0001_initial")]

    operations = [
        migrations.RemoveIndex(model_name="report", name="report_month"),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["county", "month", "state", "month_yuan"], name="report_month"),
        ),
    ]
