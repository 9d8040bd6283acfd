# Days and hours in words.

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

month-short-1 = Jan
month-short-2 = Feb
month-short-3 = Mar
month-short-4 = Apr
month-short-5 = May
month-short-6 = Jun
month-short-7 = Jul
month-short-8 = Aug
month-short-9 = Sep
month-short-10 = Oct
month-short-11 = Nov
month-short-12 = Dec

# Monday is 1.
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday

weekday-short-1 = Mon
weekday-short-2 = Tue
weekday-short-3 = Wed
weekday-short-4 = Thu
weekday-short-5 = Fri
weekday-short-6 = Sat
weekday-short-7 = Sun

date-full = { $weekday } { $day } { $month } { $year }
date-short = { $weekday } { $day } { $month }
date-short-year = { $weekday } { $day } { $month } { $year }
date-at = { $date } at { $time }
date-days = { $from } to { $to }
date-hours = { $from } to { $to }
date-hours-from = from { $time }
date-range = { $from } to { $to }
date-all-day = All day
# hour and minute have two digits
time = { $hour }:{ $minute }
time-full-hour = { $hour }:00
zone = { $city } time
zone-vowel = { $city } time

relative-today = today
relative-tomorrow = tomorrow
relative-yesterday = yesterday
relative-in-days = { $count ->
    [one] in 1 day
   *[other] in { $count } days
  }
relative-days-ago = { $count ->
    [one] 1 day ago
   *[other] { $count } days ago
  }
relative-hours-ago = { $count ->
    [one] 1 hour ago
   *[other] { $count } hours ago
  }
relative-minutes-ago = { $count ->
    [0] just now
    [one] 1 minute ago
   *[other] { $count } minutes ago
  }
