# Finding events, groups, tags and places.

search-title = Trouver quelque chose à faire
search-filters = Filtres
search-words = Quoi
search-place = Où
search-place-hint = Une ville, un village, un quartier
search-radius = Dans un rayon de
search-when = Quand
search-category = Catégorie
search-language = Langue
search-online = Seulement les événements en ligne
search-any = Toutes
search-do = Chercher
search-found = { $count ->
    [0] Aucun événement
    [one] { $count } événement
   *[other] { $count } événements
  }
search-groups-found = { $count ->
    [0] Aucun groupe
    [one] { $count } groupe
   *[other] { $count } groupes
  }
search-ways = Manières de voir les résultats
search-list = Liste
search-map = Carte
search-groups = Groupes
search-active = Filtres actifs
search-without = Retirer :
search-clear = Tout retirer
search-nothing = Personne ne danse encore ici
search-nothing-text = Aucun événement ne répond à tous ces souhaits.
search-nothing-instead = L’un d’eux pourrait peut-être sauter :
search-order-date = Par ordre de date
search-wider = Dans un rayon de { $count } km
search-any-time = À n’importe quel moment
search-any-place = N’importe où
search-any-category = Dans toutes les catégories
search-km = { $count } km
search-km-away = à { $count } km
search-filter-words = « { $words } »
search-filter-near = À moins de { $count } km de { $place }
search-filter-online = En ligne
search-place-unknown = Nous ne connaissons pas de lieu nommé « { $place } ». Voici les événements de partout.
search-from = Du
search-until = Au
search-status = État
search-status-confirmed = Confirmés
search-status-tentative = Pas encore sûrs
search-status-cancelled = Annulés
search-order-fit = Les plus pertinents d’abord.
search-mended = Peu d’événements contiennent les mots saisis : voici ceux pour « { $words } ».
search-exact = Chercher les mots tels quels
search-filter-box = Sur la carte autour de { $place }
search-filter-from = À partir du { $day }
search-filter-until = Jusqu’au { $day }

when-any = N’importe quand
when-today = Aujourd’hui
when-tomorrow = Demain
when-weekend = Ce week-end
when-week = Cette semaine
when-next-week = La semaine prochaine
when-month = Ce mois-ci
when-next-month = Le mois prochain
when-past = Événements passés

tag-what = Événements avec l’étiquette
tag-search = Chercher parmi tous les événements
tag-related = Souvent ensemble

place-what = Lieu
place-address = Comment y aller
way-transit = En transports
way-foot = À pied
way-bike = À vélo
way-car = En voiture
way-map = OpenStreetMap

category-arts = Arts
category-book-clubs = Clubs de lecture
category-business = Économie
category-causes = Engagement
category-comedy = Humour
category-crafts = Artisanat
category-food-drink = Cuisine et boissons
category-health = Santé
category-music = Musique
category-auto-boat-air = Auto, bateau et avion
category-community = Vie locale
category-family-education = Famille et éducation
category-fashion-beauty = Mode et beauté
category-film-media = Cinéma et médias
category-games = Jeux
category-language-culture = Langues et cultures
category-learning = Apprentissage
category-lgbtq = LGBTQ
category-movements-politics = Mouvements et politique
category-networking = Rencontres professionnelles
category-party = Fête
category-performing-visual-arts = Spectacle et arts visuels
category-pets = Animaux
category-photography = Photographie
category-outdoors-adventure = Plein air et aventure
category-spirituality-religion-beliefs = Spiritualité et religion
category-science-tech = Sciences et techniques
category-sports = Sport
category-theatre = Théâtre
category-meeting = Réunion

error-search-geohash = Ce n'est pas un geohash. Un lieu s'écrit comme un geohash, par exemple u05kq.
error-search-bbox = Ce n'est pas une zone. Elle s'écrit nord,ouest:sud,est en degrés, par exemple 46,4:45,5.
error-search-too-many = { $max } valeurs au plus tiennent dans une recherche.
error-search-date = Ce n'est pas un moment. Il s'écrit 2026-06-01T19:00:00Z.
