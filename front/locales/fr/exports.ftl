# Tableaux à emporter.
error-exports-format = Ce serveur ne fait des tableaux qu'en CSV. Tous les tableurs savent les ouvrir.
exports-participants = participants
exports-name = Nom
exports-role = État
exports-code = Numéro de réservation
exports-since = Depuis le
exports-message = Message
exports-anonymous = sans compte
exports-not-approved = attend une réponse
exports-not-confirmed = non confirmé
exports-rejected = refus
exports-participant = participe
exports-organiser = organise
