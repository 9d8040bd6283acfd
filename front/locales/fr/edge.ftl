# La porte de l'API : à quoi une requête peut ressembler.
error-edge-no-file = La requête nomme un fichier qu'elle n'apporte pas. Envoyez-le comme partie d'un corps multipart/form-data.
