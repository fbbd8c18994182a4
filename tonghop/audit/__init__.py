"""Audit (kiểm chứng): proves that ledger, archive and outputs agree. Only reads; mends nothing."""

from tonghop.audit.verifying import verify

__all__ = ["verify"]
