"""Waiting work: claims one job of django.tasks at a time, and takes over what a killed process left behind.

The library's own worker leaves the job of a killed worker in RUNNING for ever (RealOrangeOne/django-tasks#46): here a job
whose process is gone is put back, and after some tries it is parked as failed, where the desk shows it.
"""

import os
import socket
from datetime import timedelta
from pathlib import Path

from django.tasks.base import TaskResultStatus
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

LEASE = timedelta(minutes=30)


class Abandoned(RuntimeError):
    """The process that ran a job went away, as often as a job is tried."""


def name() -> str:
    """Who runs the jobs here: host, process and its start, so that a number used again is not taken for the same."""
    return f"{socket.gethostname()}:{os.getpid()}:{_started(os.getpid())}"


def _started(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[19]
    except OSError:
        return ""


def is_gone(worker: str) -> bool:
    """Whether the process of that name on this host has ended; another host's is never called gone."""
    host, pid, started = [*worker.split(":"), "", ""][:3]
    return host == socket.gethostname() and pid.isdigit() and _started(int(pid)) != started


def run_one() -> bool:
    """Runs the next waiting job, if there is one."""
    with exclusive_transaction("default"):
        job = DBTaskResult.objects.ready().get_locked()
        if job is not None:
            job.claim(name())
    if job is None:
        return False
    worker = Worker(
        queue_names=["*"], interval=0, batch=True, backend_name="default", startup_delay=False, max_tasks=None,
        worker_id=name(), excluded_queue_names=[],
    )  # fmt: skip
    worker.run_task(job)
    return True


def requeue_abandoned(*, tries: int) -> int:
    """Puts jobs back whose process is gone or whose lease has ended; parks those tried `tries` times. Returns how many."""
    count = 0
    for job in DBTaskResult.objects.running():
        late = job.started_at is not None and timezone.now() - job.started_at > LEASE
        if not late and not is_gone(job.worker_ids[-1] if job.worker_ids else ""):
            continue
        if len(job.worker_ids) >= tries:
            job.set_failed(Abandoned(f"tried {tries} times"))
        else:
            # Guarded by its state: two processes that see the same job put it back once.
            DBTaskResult.objects.filter(pk=job.pk, status=TaskResultStatus.RUNNING).update(
                status=TaskResultStatus.READY
            )
        count += 1
    return count
