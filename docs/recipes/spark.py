"""The quotes of JSON Lines by Spark: spark-submit spark.py ARTICLES.jsonl FOLDER

Every partition is piped through one kutip. A line that cannot be read becomes a record with "error" in it, so that it
neither stops the partition nor is lost. KUTIP names the program if it is not on the workers' path.
"""
import os
import shlex
import sys

from pyspark import SparkContext

articles, folder = sys.argv[1:]
command = shlex.quote(os.environ.get("KUTIP", "kutip")) + " --input jsonl --errors json --quiet --jobs 1"
context = SparkContext(appName="kutip")
context.textFile(articles).pipe(command, checkCode=True).saveAsTextFile(folder)
