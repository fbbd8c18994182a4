"""Figures in a sentence: number, measure, scope, indicator, and which of them count."""
