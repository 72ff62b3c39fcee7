"""Proof that an application counts in a signed report, without a word about anybody (我的申请算进去了吗)."""

from disclosure.receipts.proof import Counted, Ledger, Proof, Unproven, prove, verify

__all__ = ["Counted", "Ledger", "Proof", "Unproven", "prove", "verify"]
