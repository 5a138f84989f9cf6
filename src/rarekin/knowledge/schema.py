"""The tables of ``knowledge.sqlite``."""

from __future__ import annotations

SCHEMA_VERSION = 5
"""Raised whenever a table or an array changes its meaning; a newer one is refused on opening."""

OLDEST_COMPARABLE = 2
"""Oldest schema that can be compared with today's: parts of the same name mean the same."""

TABLES = """
CREATE TABLE text (i INTEGER PRIMARY KEY, s TEXT NOT NULL);
CREATE TABLE disease (
  i INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, label TEXT NOT NULL, level TEXT NOT NULL,
  weight INTEGER NOT NULL);
CREATE TABLE alias (alias TEXT, disease INTEGER, PRIMARY KEY (alias, disease)) WITHOUT ROWID;
CREATE TABLE parent (
  disease INTEGER, parent INTEGER, PRIMARY KEY (disease, parent)) WITHOUT ROWID;
CREATE TABLE name (
  key TEXT, n INTEGER, subject TEXT, text TEXT, kind TEXT, source TEXT, language TEXT,
  PRIMARY KEY (key, n)) WITHOUT ROWID;
CREATE TABLE mapping (
  key TEXT, n INTEGER, subject TEXT, predicate TEXT, object TEXT, source TEXT,
  PRIMARY KEY (key, n)) WITHOUT ROWID;
CREATE TABLE annotation (
  disease INTEGER, n INTEGER, subject INTEGER, term INTEGER, current INTEGER, source INTEGER,
  aspect TEXT, excluded INTEGER, numerator INTEGER, denominator INTEGER, frequency REAL,
  frequency_term INTEGER, onset INTEGER, sex TEXT, modifiers INTEGER, refs INTEGER,
  evidence INTEGER, PRIMARY KEY (disease, n)) WITHOUT ROWID;
CREATE TABLE gene (
  disease INTEGER, n INTEGER, subject TEXT, symbol TEXT, source TEXT, hgnc TEXT, relation TEXT,
  refs TEXT, PRIMARY KEY (disease, n)) WITHOUT ROWID;
CREATE TABLE record (
  kind TEXT, key TEXT, n INTEGER, source TEXT, data TEXT,
  PRIMARY KEY (kind, key, n)) WITHOUT ROWID;
CREATE TABLE term (id TEXT PRIMARY KEY, label TEXT, source TEXT, data TEXT) WITHOUT ROWID;
CREATE TABLE spelling (
  i INTEGER PRIMARY KEY, key TEXT NOT NULL, disease INTEGER NOT NULL, rank INTEGER NOT NULL,
  text TEXT NOT NULL);
CREATE VIRTUAL TABLE spelling_words USING fts5(
  key, content='', detail=column, columnsize=0, tokenize='porter unicode61', prefix='2 3');
CREATE TABLE word (i INTEGER PRIMARY KEY, word TEXT NOT NULL, uses INTEGER NOT NULL);
"""

INDEXES = """
CREATE INDEX annotation_term ON annotation (current, disease);
CREATE INDEX gene_symbol ON gene (symbol COLLATE NOCASE, disease);
CREATE INDEX parent_child ON parent (parent, disease);
CREATE INDEX spelling_key ON spelling (key);
CREATE INDEX spelling_disease ON spelling (disease);
CREATE INDEX text_s ON text (s);
CREATE INDEX word_word ON word (word);
"""
