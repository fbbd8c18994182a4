"""The plan file: loading and checking it, its dates. Keeps out what a report says."""

from tonghop.plan.loading import PlanError, choose_plan_year, find_plan_file, list_plan_years, load_plan

__all__ = ["PlanError", "choose_plan_year", "find_plan_file", "list_plan_years", "load_plan"]
