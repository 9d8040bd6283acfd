# What can be wrong with an event.
error-events-required = Please fill this in.
error-events-no-such-hour = The clocks of { $zone } go forward that night, so { $hour } does not exist. Please choose { $before } or { $after }.
error-events-far-date = Please choose a date between { $from } and { $to }.
error-events-ends-before-it-begins = An event cannot end before it begins.
error-events-external-url = Please say where people take part: this event takes them to another site.
error-events-changed = This event has changed meanwhile. Please look at it again before you save.
error-events-published = This event is published already and cannot become a draft again.
error-events-schedule = Publishing at a later time is not possible. Save a draft, and publish it when the time has come.
error-events-capacity-negative = The number of seats cannot be less than zero.
error-events-capacity-taken = { $taken ->
    [one] One person has a seat already
   *[other] { $taken } people have a seat already
  }. There cannot be fewer seats.
error-events-too-many = At most { $max } fit in this list.
error-events-contact = Only your own profiles can be the contacts of an event.
error-events-language = A language is written like "fr" or "pt-BR".
error-events-price = A price is a number that is not below zero.
error-events-metadata-key = "{ $key }" cannot name a fact: use letters, digits and the signs : . - _ only.
error-events-metadata-twice = The fact "{ $key }" is there twice.
error-events-metadata-value = The value of "{ $key }" is not of the type it says.
error-events-place = This place is not known. Look at the geohash and the radius.
error-events-hour-twice = The clocks of { $zone } go back that night and show { $hour } twice. Please say which you mean.
error-events-too-long = An event takes at most { $days } days. For more, please make several.
