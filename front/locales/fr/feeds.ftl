# Les flux : agendas auxquels s'abonner, et nouvelles pour les lecteurs de flux.
feeds-instance = { $name } : événements
feeds-person = Événements de { $name }
feeds-going = Mes événements
feeds-search = Événements : { $words }
feeds-search-all = Événements
feeds-cancelled = Annulé : { $title }
error-feeds-query = Cette adresse de flux est illisible. Copiez-la de nouveau depuis la page.
error-feeds-place = Nous ne connaissons pas de lieu appelé « { $place } ».
