"""The one window: roadmaps, cases, parallel review, deferred documents."""
