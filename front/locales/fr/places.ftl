# Les adresses des évènements, et la recherche de lieux.
error-places-point = Ce point n'est pas sur Terre : la longitude va de -180 à 180, la latitude de -90 à 90.
error-places-unknown = Cette adresse n'est pas connue ici. Veuillez l'écrire en toutes lettres.
error-places-unavailable = La recherche de lieux ne répond pas pour le moment. Vous pouvez simplement écrire l'adresse.
place-point = un point sur la carte
error-places-map = La carte ne peut pas être affichée pour le moment. L’adresse dit où c’est.
