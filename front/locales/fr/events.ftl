# Ce qui peut clocher dans un évènement.
error-events-required = À remplir.
error-events-no-such-hour = Les horloges de { $zone } avancent cette nuit-là : { $hour } n'existe pas. Choisissez { $before } ou { $after }.
error-events-far-date = Choisissez une date entre { $from } et { $to }.
error-events-ends-before-it-begins = Un évènement ne peut pas finir avant de commencer.
error-events-external-url = Dites où l'on s'inscrit : cet évènement renvoie vers un autre site.
error-events-changed = Cet événement a changé entre-temps. Veuillez le revoir avant d’enregistrer.
error-events-published = Cet évènement est déjà publié et ne peut pas redevenir un brouillon.
error-events-schedule = On ne peut pas programmer une publication. Gardez un brouillon et publiez-le le moment venu.
error-events-capacity-negative = Le nombre de places ne peut pas être négatif.
error-events-capacity-taken = { $taken ->
    [one] Une personne a déjà une place
   *[other] { $taken } personnes ont déjà une place
  }. Il ne peut pas y en avoir moins.
error-events-too-many = Cette liste contient au plus { $max } éléments.
error-events-contact = Seuls vos propres profils peuvent être les contacts d'un évènement.
error-events-language = Une langue s'écrit comme « fr » ou « pt-BR ».
error-events-price = Un prix est un nombre qui n'est pas négatif.
error-events-metadata-key = « { $key } » ne peut pas nommer une information : lettres, chiffres et signes : . - _ seulement.
error-events-metadata-twice = L'information « { $key } » figure deux fois.
error-events-metadata-value = La valeur de « { $key } » n'est pas du type annoncé.
error-events-place = Ce lieu n'est pas connu. Vérifiez le geohash et le rayon.
error-events-hour-twice = Les horloges de { $zone } reculent cette nuit-là et montrent deux fois { $hour }. Dites laquelle.
error-events-too-long = Un évènement dure au plus { $days } jours. Au-delà, faites-en plusieurs.
