"""Projects and their progress: plans, milestones, monthly reports, lights, bottlenecks, key-project lists."""
