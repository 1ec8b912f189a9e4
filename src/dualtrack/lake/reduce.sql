-- Check results to control x framework x day x run. One text for DuckDB and Spark SQL.
-- Tables: results (the run files), runs (run_id, place: recorded runs in the order in which they were received),
--   repeats (the results of each item that stands more than once at one time), links (check_id, control, basis),
--   placements (account, framework), spans (framework, first_day, end_day: half-open).
-- :account is r.account, or '*' where no account is placed and placements holds '*' for each framework.
-- :local_time is the result's time in the organisation's zone, in microseconds since the year 1; a day is its
-- start. DuckDB is given unix_micros as a macro; Spark needs session.timeZone=UTC and reads TIMESTAMP.
WITH plain AS (
  -- The one pass over everything; what stands more than once is corrected below, from the small table alone.
  SELECT r.check_id, :account AS account, r.run_id, :local_time - MOD(:local_time, 86400000000) AS day,
    SUM(CASE WHEN r.outcome = 'passed' THEN 1 ELSE 0 END) AS passed,
    SUM(CASE WHEN r.outcome = 'failed' THEN 1 ELSE 0 END) AS failed,
    SUM(CASE WHEN r.outcome = 'unknown' THEN 1 ELSE 0 END) AS unknown,
    SUM(CASE WHEN r.outcome = 'excepted' THEN 1 ELSE 0 END) AS excepted,
    SUM(CASE WHEN r.outcome = 'not_applicable' THEN 1 ELSE 0 END) AS not_applicable
  FROM results r
  GROUP BY r.check_id, :account, r.run_id, :local_time - MOD(:local_time, 86400000000)
),
item AS (
  -- The same result stored twice is one, and counts in the earlier run. With several statuses a failure stands
  -- from the run that brought it, and no pass does: else the item is unknown, in the last run that spoke of it.
  SELECT r.check_id, :account AS account, :local_time - MOD(:local_time, 86400000000) AS day,
    CASE WHEN MIN(r.status) = MAX(r.status) THEN MIN(r.outcome)
         WHEN MAX(CASE WHEN r.outcome = 'failed' THEN 1 ELSE 0 END) = 1 THEN 'failed'
         ELSE 'unknown' END AS outcome,
    CASE WHEN MIN(r.status) = MAX(r.status) THEN MIN(q.place)
         WHEN MAX(CASE WHEN r.outcome = 'failed' THEN 1 ELSE 0 END) = 1
           THEN MIN(CASE WHEN r.outcome = 'failed' THEN q.place END)
         ELSE MAX(q.place) END AS place
  FROM repeats r JOIN runs q ON q.run_id = r.run_id
  GROUP BY r.identity, r.check_id, r.account, r.observed_at
),
correction AS (
  -- Each result of such an item is taken out, then the item is put in once.
  SELECT r.check_id, :account AS account, q.place, :local_time - MOD(:local_time, 86400000000) AS day,
    r.outcome, -1 AS n
  FROM repeats r JOIN runs q ON q.run_id = r.run_id
  UNION ALL
  SELECT check_id, account, place, day, outcome, 1 AS n FROM item
),
counted AS (
  SELECT c.check_id, c.account, q.place, c.day, c.passed, c.failed, c.unknown, c.excepted, c.not_applicable
  FROM plain c JOIN runs q ON q.run_id = c.run_id
  UNION ALL
  SELECT check_id, account, place, day,
    CASE WHEN outcome = 'passed' THEN n ELSE 0 END, CASE WHEN outcome = 'failed' THEN n ELSE 0 END,
    CASE WHEN outcome = 'unknown' THEN n ELSE 0 END, CASE WHEN outcome = 'excepted' THEN n ELSE 0 END,
    CASE WHEN outcome = 'not_applicable' THEN n ELSE 0 END
  FROM correction
),
summed AS (
  -- Only a check of our own table lets a pass stand for the control; elsewhere it says nothing.
  SELECT l.control, p.framework, c.day, c.place,
    SUM(CASE WHEN l.basis = 'table' THEN c.passed ELSE 0 END) AS passed,
    SUM(c.failed) AS failed,
    SUM(CASE WHEN l.basis = 'table' THEN c.unknown ELSE c.unknown + c.passed END) AS unknown,
    SUM(c.excepted) AS excepted,
    SUM(c.not_applicable) AS not_applicable
  FROM counted c
  JOIN placements p ON p.account = c.account
  JOIN links l ON l.check_id = c.check_id
  GROUP BY l.control, p.framework, c.day, c.place
)
SELECT d.control, d.framework, d.day, q.run_id, d.passed, d.failed, d.unknown, d.excepted, d.not_applicable
FROM summed d JOIN runs q ON q.place = d.place
WHERE d.passed + d.failed + d.unknown + d.excepted + d.not_applicable > 0
  AND EXISTS (
    SELECT 1 FROM spans s WHERE s.framework = d.framework AND d.day >= s.first_day AND d.day < s.end_day
  )
ORDER BY d.control, d.framework, d.day, d.place
