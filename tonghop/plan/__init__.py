"""The plan file: loading and checking it, its dates. Keeps out what a report says."""

from tonghop.plan.loading import PlanError, find_plan_file, load_plan

__all__ = ["PlanError", "find_plan_file", "load_plan"]
