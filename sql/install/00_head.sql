/* The objects of cx_metrics, joined by make from the files of sql/install. */

-- complain if script is sourced in psql, rather than via CREATE EXTENSION
\echo Use "CREATE EXTENSION cx_metrics" to load this file. \quit
