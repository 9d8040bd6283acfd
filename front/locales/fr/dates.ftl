# Days and hours in words.

month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre

month-short-1 = janv.
month-short-2 = févr.
month-short-3 = mars
month-short-4 = avr.
month-short-5 = mai
month-short-6 = juin
month-short-7 = juil.
month-short-8 = août
month-short-9 = sept.
month-short-10 = oct.
month-short-11 = nov.
month-short-12 = déc.

# Monday is 1.
weekday-1 = lundi
weekday-2 = mardi
weekday-3 = mercredi
weekday-4 = jeudi
weekday-5 = vendredi
weekday-6 = samedi
weekday-7 = dimanche

weekday-short-1 = lun.
weekday-short-2 = mar.
weekday-short-3 = mer.
weekday-short-4 = jeu.
weekday-short-5 = ven.
weekday-short-6 = sam.
weekday-short-7 = dim.

date-full = { $weekday } { $day ->
    [1] 1er
   *[other] { $day }
  } { $month } { $year }
date-short = { $weekday } { $day ->
    [1] 1er
   *[other] { $day }
  } { $month }
date-short-year = { $weekday } { $day ->
    [1] 1er
   *[other] { $day }
  } { $month } { $year }
date-at = { $date } à { $time }
date-days = du { $from } au { $to }
date-hours = de { $from } à { $to }
date-hours-from = à partir de { $time }
date-range = { $from } – { $to }
date-all-day = Toute la journée
# hour and minute have two digits
time = { $hour } h { $minute }
time-full-hour = { $hour } h
zone = heure de { $city }
zone-vowel = heure d’{ $city }

relative-today = aujourd’hui
relative-tomorrow = demain
relative-yesterday = hier
relative-in-days = { $count ->
    [one] dans { $count } jour
   *[other] dans { $count } jours
  }
relative-days-ago = { $count ->
    [one] il y a { $count } jour
   *[other] il y a { $count } jours
  }
relative-hours-ago = { $count ->
    [one] il y a { $count } heure
   *[other] il y a { $count } heures
  }
relative-minutes-ago = { $count ->
    [0] à l’instant
    [one] il y a { $count } minute
   *[other] il y a { $count } minutes
  }
